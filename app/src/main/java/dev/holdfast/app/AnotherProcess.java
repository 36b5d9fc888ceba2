package dev.holdfast.app;

import dev.holdfast.cli.workplace.Place;
import dev.holdfast.practices.branch.BranchStarter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts this very Holdfast once more: the same Java, class path and options, in a session of its
/// own, so that neither Ctrl-C nor the end of the terminal reaches it.
record AnotherProcess(Place place) implements BranchStarter {
    private static final String LONG = "HOLDFAST_LONG_OPTIONS";
    private static final String HEAP = "-Xmx512m";
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    @Override
    public Process start(List<String> launcher, List<String> words, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        command.addAll(words);
        command.addAll(
                List.of(
                        "--config",
                        place.configuration().toAbsolutePath().toString(),
                        "--state",
                        place.state().toAbsolutePath().toString()));
        createPrivately(log);
        return new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// It starts in another directory.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// It works longer than most commands do, so it gets what the launcher gives to long ones.
    private static List<String> options() throws IOException {
        List<String> longOnes = List.of(System.getenv().getOrDefault(LONG, HEAP).split(" ", -1));
        Stream<String> same =
                words().skip(1)
                        .takeWhile(word -> !word.equals("-cp"))
                        .filter(option -> !option.startsWith("-Xmx"))
                        .filter(option -> !option.startsWith("-XX:TieredStopAtLevel"))
                        .filter(option -> !option.startsWith("-Dholdfast.terminals"))
                        .filter(option -> !longOnes.contains(option));
        return Stream.of(same, longOnes.stream(), Stream.of("-Dholdfast.terminals="))
                .flatMap(each -> each)
                .toList();
    }

    /// As this process was started; the launcher and the tests both name the class path by `-cp`.
    private static Stream<String> words() throws IOException {
        String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
        return Stream.of(words.split("\0", -1));
    }

    private static void createPrivately(Path log) throws IOException {
        if (!Files.exists(log)) {
            Files.createFile(
                    log,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
    }
}
