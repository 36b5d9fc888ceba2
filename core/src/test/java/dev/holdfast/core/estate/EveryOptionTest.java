package dev.holdfast.core.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What holds for every option, tried on a file that has all of them.
class EveryOptionTest {
    private static final Set<String> NOT_READ_YET = Set.of("schema", "copies", "rollouts");
    private static final List<StorageType<?>> TYPES =
            List.of(new FakeStorageType("file", List.of("path"), List.of()));

    @TempDir Path directory;
    private EstateFiles files;
    private String yaml;
    private List<ScalarNode> keys;

    @BeforeEach
    void prepare() throws IOException {
        files = new EstateFiles(directory);
        try (InputStream stream = EveryOptionTest.class.getResourceAsStream("every-option.yaml")) {
            assertThat(stream).isNotNull();
            yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        keys = new ArrayList<>();
        collect(new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow());
    }

    @Test
    void isReadWithoutAMistake() {
        assertThat(files.mistakes(yaml)).isEmpty();
        assertThat(files.read(yaml).notYet()).containsExactlyInAnyOrderElementsOf(NOT_READ_YET);
    }

    @Test
    void isInTheFile() {
        Set<String> described = new TreeSet<>();
        collectProperties(
                JsonMapper.builder().build().readTree(EstateSchema.json(TYPES)), described);
        assertThat(keys.stream().map(ScalarNode::getValue)).containsAll(described);
    }

    @Test
    void isCaughtWhereItIsMisspelt() {
        for (ScalarNode key : keys) {
            Mark at = key.getStartMark().orElseThrow();
            String wrong = yaml.substring(0, at.getIndex()) + "x" + yaml.substring(at.getIndex());
            String place = "holdfast.yaml:" + (at.getLine() + 1) + ":" + (at.getColumn() + 1) + " ";
            assertThat(files.mistakes(wrong))
                    .as("x before %s", key.getValue())
                    .anySatisfy(line ->
                            assertThat(line)
                                    .startsWith(place)
                                    .contains("x" + key.getValue())
                                    .contains(";"));
        }
    }

    @Test
    void isCaughtWhereItStandsTwice() {
        for (ScalarNode key : keys) {
            int at = key.getStartMark().orElseThrow().getIndex();
            String twice =
                    yaml.substring(0, at)
                            + key.getValue()
                            + ": {}\n"
                            + " ".repeat(key.getStartMark().orElseThrow().getColumn())
                            + yaml.substring(at);
            assertThat(files.mistakes(twice)).as("twice %s", key.getValue()).isNotEmpty();
        }
    }

    /// Whatever is done to the text: it is read, or every line of the refusal names its place.
    @Test
    void isReadOrRefusedWithItsPlace() {
        long seed = Long.getLong("holdfast.seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String damaged = damage(random, yaml);
            assertThat(files.mistakes(damaged))
                    .as("seed %s, round %s:%n%s", seed, i, damaged)
                    .allMatch(line -> line.matches("holdfast\\.yaml:\\d+:\\d+ .+"));
        }
    }

    private static String damage(Random random, String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(damaged.length());
            String piece =
                    "\t\n {}[]:,\"'#&*!|>%@`~$0x-".substring(random.nextInt(24)).substring(0, 1);
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(at, piece);
                case 1 -> damaged.deleteCharAt(at);
                case 2 -> damaged.setCharAt(at, piece.charAt(0));
                default -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(40)));
            }
        }
        return damaged.toString();
    }

    /// The keys of every mapping, without what is not read yet.
    private void collect(Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::collect);
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                ScalarNode key = (ScalarNode) entry.getKeyNode();
                keys.add(key);
                if (!NOT_READ_YET.contains(key.getValue())) {
                    collect(entry.getValueNode());
                }
            }
        }
    }

    private static void collectProperties(JsonNode schema, Set<String> names) {
        JsonNode properties = schema.path("properties");
        properties.propertyNames().forEach(names::add);
        schema.forEach(each -> collectProperties(each, names));
    }
}
