import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// Collects the licences of the jars of a release: the texts that each jar brings, and a list of what
/// each one says its licence is: in its own pom, in a parent of that in Maven's repository, or in its
/// manifest. Fails when a jar says nothing, so that nobody gives on what they know nothing about.
///
/// Usage: java Licences.java LIB DIRECTORY
final class Licences {
    private static final Pattern TEXT =
            Pattern.compile("(?:META-INF/)?(?:[^/]*/)?(?:LICEN[CS]E|NOTICE|COPYING|COPYRIGHT)[^/]*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME =
            Pattern.compile("<license>.*?<name>\\s*(.*?)\\s*</name>", Pattern.DOTALL);
    private static final Pattern PARENT = Pattern.compile("<parent>(.*?)</parent>", Pattern.DOTALL);
    private static final Path REPOSITORY =
            Path.of(System.getProperty("user.home"), ".m2", "repository");

    private Licences() {}

    public static void main(String[] words) throws IOException {
        Path directory = Path.of(words[1]);
        TreeMap<String, String> list = new TreeMap<>();
        List<String> silent = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(words[0]))) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                if (name.startsWith("holdfast-")) {
                    continue;
                }
                collect(jar, directory.resolve(name))
                        .ifPresentOrElse(said -> list.put(name, said), () -> silent.add(name));
            }
        }
        if (!silent.isEmpty()) {
            System.err.println("error: no licence is said by " + silent);
            System.exit(1);
        }
        StringBuilder text = new StringBuilder("What lib/ holds of others, and under which licence.\n\n");
        list.forEach((name, said) -> text.append(name).append(": ").append(said).append('\n'));
        Files.writeString(directory.resolve("THIRD-PARTY.txt"), text);
    }

    private static Optional<String> collect(Path file, Path texts) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            for (ZipEntry entry : jar.stream().filter(Licences::isText).toList()) {
                Files.createDirectories(texts);
                try (InputStream in = jar.getInputStream(entry)) {
                    String plain = entry.getName().replace('/', '_');
                    Files.write(texts.resolve(plain), in.readAllBytes());
                }
            }
            Optional<String> said = ofPom(jar).or(() -> ofRepository(file));
            if (said.isPresent() || jar.getManifest() == null) {
                return said;
            }
            return Optional.ofNullable(
                    jar.getManifest().getMainAttributes().getValue("Bundle-License"));
        }
    }

    private static boolean isText(ZipEntry entry) {
        return !entry.isDirectory()
                && !entry.getName().endsWith(".class")
                && TEXT.matcher(entry.getName()).matches();
    }

    private static Optional<String> ofPom(JarFile jar) throws IOException {
        for (ZipEntry entry : jar.stream().toList()) {
            if (entry.getName().startsWith("META-INF/maven/") && entry.getName().endsWith("/pom.xml")) {
                try (InputStream in = jar.getInputStream(entry)) {
                    return ofPom(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofPom(String pom) throws IOException {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(pom);
        while (name.find()) {
            names.add(name.group(1).replaceAll("\\s+", " "));
        }
        if (!names.isEmpty()) {
            return Optional.of(String.join(" or ", names));
        }
        Matcher parent = PARENT.matcher(pom);
        if (!parent.find()) {
            return Optional.empty();
        }
        String artifact = field(parent.group(1), "artifactId");
        String version = field(parent.group(1), "version");
        Path file =
                REPOSITORY
                        .resolve(field(parent.group(1), "groupId").replace('.', '/'))
                        .resolve(artifact)
                        .resolve(version)
                        .resolve(artifact + "-" + version + ".pom");
        return Files.exists(file) ? ofPom(Files.readString(file)) : Optional.empty();
    }

    private static String field(String xml, String name) {
        Matcher found = Pattern.compile("<" + name + ">\\s*(.*?)\\s*</" + name + ">").matcher(xml);
        return found.find() ? found.group(1) : "";
    }

    /// The pom beside the same jar in Maven's repository.
    private static Optional<String> ofRepository(Path jar) {
        String wanted = jar.getFileName().toString().toLowerCase(Locale.ROOT);
        try (Stream<Path> files = Files.find(REPOSITORY, 12, (path, _) ->
                path.getFileName().toString().toLowerCase(Locale.ROOT).equals(wanted))) {
            for (Path found : files.toList()) {
                Path directory = found.getParent();
                Path pom = directory.resolve(directory.getParent().getFileName() + "-" + directory.getFileName() + ".pom");
                if (Files.exists(pom)) {
                    return ofPom(Files.readString(pom));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
