package dev.holdfast.engines.postgres.connect;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGProperty;

/// Says with the driver's properties what a URL says with libpq's names. What is not known is
/// refused: an option that is silently ignored could be the one that asked for verified TLS.
final class DriverOptions {

    private static final Map<String, PGProperty> SAME_MEANING =
            Map.ofEntries(
                    Map.entry("sslmode", PGProperty.SSL_MODE),
                    Map.entry("sslrootcert", PGProperty.SSL_ROOT_CERT),
                    Map.entry("sslcert", PGProperty.SSL_CERT),
                    Map.entry("sslkey", PGProperty.SSL_KEY),
                    Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
                    Map.entry("connect_timeout", PGProperty.CONNECT_TIMEOUT),
                    Map.entry("application_name", PGProperty.APPLICATION_NAME),
                    Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
                    Map.entry("require_auth", PGProperty.REQUIRE_AUTH),
                    Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
                    Map.entry("krbsrvname", PGProperty.KERBEROS_SERVER_NAME),
                    Map.entry("options", PGProperty.OPTIONS));

    /// Read elsewhere in this package.
    private static final Set<String> OWN = Set.of("target_session_attrs", "passfile");

    private DriverOptions() {}

    static Properties translate(String label, Map<String, String> options) {
        Properties properties = new Properties();
        options.forEach((name, value) -> {
            PGProperty property = SAME_MEANING.get(name);
            if (property != null) {
                property.set(properties, value);
            } else if (!OWN.contains(name)) {
                throw unknown(label, name);
            }
        });
        asLibpqVerifies(properties);
        return properties;
    }

    /// libpq verifies the certificate when there is a root to verify it with, and takes `system`
    /// for the machine's own roots.
    private static void asLibpqVerifies(Properties properties) {
        String root = PGProperty.SSL_ROOT_CERT.getOrNull(properties);
        if (root == null) {
            return;
        }
        if (root.equals("system")) {
            properties.remove(PGProperty.SSL_ROOT_CERT.getName());
            PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
            PGProperty.SSL_MODE.set(properties, "verify-full");
        } else if ("require".equals(PGProperty.SSL_MODE.getOrNull(properties))) {
            PGProperty.SSL_MODE.set(properties, "verify-ca");
        }
    }

    private static HoldfastException unknown(String label, String name) {
        Set<String> known = new TreeSet<>(SAME_MEANING.keySet());
        known.addAll(OWN);
        return new HoldfastException(
                ProblemCode.CONFIGURATION_INVALID,
                label + ": option '" + name + "' in the URL is not known",
                "known are " + String.join(", ", known));
    }
}
