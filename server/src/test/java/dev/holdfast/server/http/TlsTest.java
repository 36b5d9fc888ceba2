package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Encryption with PEM files, as certbot and openssl write them.
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path directory;

    @Test
    void servesWithACertificateAndItsKeyFromFiles() throws Exception {
        KeyStore made = selfSigned();
        Listening.Tls files = new Listening.Tls(certificate(made), key(made));
        Listening listening =
                new Listening("127.0.0.1", 0, Optional.of(files), List.of("localhost"), false);
        try (HttpServer server =
                HttpServer.listen(
                        listening, List.of(routes -> routes.get("/x", http -> http.result("y"))))) {
            assertThat(server.address()).startsWith("https://");
            URI asked = URI.create(server.address().replace("127.0.0.1", "localhost") + "/x");
            HttpResponse<String> answer =
                    HttpClient.newBuilder()
                            .sslContext(trusting(made))
                            .build()
                            .send(HttpRequest.newBuilder(asked).build(), BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("y");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    @Test
    void saysWhatTheFilesLack() throws Exception {
        KeyStore made = selfSigned();
        Path certificate = certificate(made);
        Path none = Files.writeString(directory.resolve("none.pem"), "nothing");
        for (Listening.Tls wrong :
                List.of(
                        new Listening.Tls(certificate, certificate),
                        new Listening.Tls(none, key(made)),
                        new Listening.Tls(certificate, directory.resolve("missing.pem")))) {
            assertThatThrownBy(() -> TlsFiles.keyStore(wrong))
                    .isInstanceOf(HoldfastException.class)
                    .hasMessageContaining("TLS cannot be served");
        }
    }

    private KeyStore selfSigned() throws Exception {
        Path file = directory.resolve("made.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Path certificate(KeyStore store) throws Exception {
        return pem("CERTIFICATE", store.getCertificate("it").getEncoded());
    }

    private Path key(KeyStore store) throws Exception {
        return pem("PRIVATE KEY", store.getKey("it", PASSWORD).getEncoded());
    }

    private Path pem(String what, byte[] content) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(what.replace(' ', '-') + ".pem"),
                "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, body, what));
    }

    private static SSLContext trusting(KeyStore made) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", made.getCertificate("it"));
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
