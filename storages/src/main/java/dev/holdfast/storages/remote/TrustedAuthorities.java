package dev.holdfast.storages.remote;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The certificate authorities of a PEM file, to trust instead of the system's.
public final class TrustedAuthorities {
    private TrustedAuthorities() {}

    public static TrustManager[] of(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                authorities.setCertificateEntry("authority-" + number++, each);
            }
            if (number == 0) {
                throw new IOException("no certificate in it");
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_INVALID,
                    "the certificates in %s cannot be read".formatted(file),
                    "see what is in it: openssl x509 -in %s -noout -subject".formatted(file),
                    e);
        }
    }
}
