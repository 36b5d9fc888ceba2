package dev.holdfast.server.http;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// A certificate and its key from PEM files, as certbot and openssl write them.
final class TlsFiles {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private TlsFiles() {}

    /// `CONFIGURATION_INVALID` when they cannot be read or used.
    static KeyStore keyStore(Listening.Tls files) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = chain(files.certificate());
            store.setKeyEntry("holdfast", key(files.key(), chain[0]), new char[0], chain);
            return store;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_INVALID,
                    "TLS cannot be served with %s and %s: %s"
                            .formatted(files.certificate(), files.key(), e.getMessage()),
                    "give PEM files: a certificate with its chain, and its key as 'openssl pkcs8"
                            + " -topk8 -nocrypt' writes it",
                    e);
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw new IOException("no certificate in " + file);
            }
            return chain;
        }
    }

    private static PrivateKey key(Path file, Certificate certificate)
            throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        int from = pem.indexOf(BEGIN);
        int to = pem.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException("no '" + BEGIN + "' in " + file);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
        String algorithm = certificate.getPublicKey().getAlgorithm();
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
