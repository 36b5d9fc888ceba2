package dev.holdfast.engines.postgres.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One embedded distribution on the class path: a jar that holds a `.txz`. Jars of all versions
/// hold it under the same name and say nothing else about themselves, so they are told apart by
/// their own file names, and finally by what their `postgres --version` says.
record EmbeddedArchive(URL url) {

    private static final Pattern JAR_NAME = Pattern.compile("-(\\d+)\\.[^/!]*\\.jar!");

    /// All that fit this machine's system and processor.
    static List<EmbeddedArchive> onClassPath() {
        try {
            return Collections.list(
                            EmbeddedArchive.class.getClassLoader().getResources(resourceName()))
                    .stream()
                    .map(EmbeddedArchive::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resourceName() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        return "postgres-"
                + (os.contains("mac") ? "darwin" : "linux")
                + (arm ? "-arm_64" : "-x86_64")
                + ".txz";
    }

    /// Whether it can be of that major version, as far as the jar's name tells.
    boolean mayBe(int majorVersion) {
        Matcher matcher = JAR_NAME.matcher(url.toString());
        return !matcher.find() || Integer.parseInt(matcher.group(1)) == majorVersion;
    }

    /// A name that differs between distributions and is known without unpacking: the jar's own
    /// checksum of its content.
    String fingerprint() {
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return String.format(
                        Locale.ROOT,
                        "%08x-%d",
                        jar.getJarEntry().getCrc(),
                        jar.getJarEntry().getSize());
            }
            return Long.toString(connection.getContentLengthLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream open() throws IOException {
        return url.openStream();
    }
}
