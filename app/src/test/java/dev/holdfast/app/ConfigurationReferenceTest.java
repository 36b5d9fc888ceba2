package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.estate.EstateReader;
import dev.holdfast.core.estate.EstateSchema;
import dev.holdfast.core.estate.StorageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The reference of `holdfast.yaml` says what the reader reads.
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/reference");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    private static final List<StorageType<?>> TYPES =
            Adapters.storages(InstantSource.system()).types();

    @Test
    void hasTheJsonSchemaOfTheReader() throws IOException {
        String schema = EstateSchema.json(TYPES);
        Path made = Files.writeString(Path.of("target/holdfast.schema.json"), schema);
        assertThat(Files.readString(REFERENCE.resolve("holdfast.schema.json")))
                .as("cp app/%s docs/reference/", made)
                .isEqualTo(schema);
    }

    @Test
    void namesEveryOption() throws IOException {
        Set<String> names = new TreeSet<>();
        collect(JsonMapper.builder().build().readTree(EstateSchema.json(TYPES)), names);
        String page = Files.readString(REFERENCE.resolve("configuration.md"));
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void showsAnExampleThatIsRight(@TempDir Path directory) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(REFERENCE.resolve("configuration.md")));
        assertThat(example.find()).isTrue();
        Path file = Files.writeString(directory.resolve("holdfast.yaml"), example.group(1));
        assertThat(EstateReader.read(file, TYPES).notYet()).isEmpty();
    }

    private static void collect(JsonNode schema, Set<String> names) {
        schema.path("properties").propertyNames().forEach(names::add);
        schema.forEach(each -> collect(each, names));
    }
}
