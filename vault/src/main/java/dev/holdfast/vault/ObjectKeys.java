package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.vault.pipeline.Name;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where objects of a vault stand in a storage.
final class ObjectKeys {
    static final String VAULT = "vault.json";
    static final String KEYS = "keys/";
    static final String PACKS = "packs/";
    static final String REMNANTS = "remnants/";
    static final String MAPS = "maps/";
    static final String LISTS = "lists/";
    static final String WAL = "wal/";
    static final String SNAPSHOTS = "snapshots/";
    static final String PROOFS = "proofs/";
    static final String EXPIRED = "expired/";
    static final String PINS = "pins/";
    static final String RUNNING = "running/";
    static final String CONDEMNED = "condemned/";
    static final String CLOCK = "clock/";
    static final String STREAM = "stream/";
    static final String GAPS = "gaps/";
    static final String TIMELINES = "timelines/";
    static final String DAMAGED = "damaged/";

    /// Kept for later versions that keep more than snapshots: whoever finds anything here deletes
    /// nothing.
    static final String ROOTS = "roots/";

    private static final Pattern SNAPSHOT_ID = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}");
    private static final Pattern PACK = Pattern.compile("packs/[0-9a-f]{2}/([0-9a-f]{32})");
    private static final Pattern REMNANT =
            Pattern.compile("remnants/[0-9a-f]{2}/([0-9a-f]{32})-[0-9a-f]{8}");
    private static final Pattern NOT_IN_KEYS = Pattern.compile("[^A-Za-z0-9_-]");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ObjectKeys() {}

    static String pack(Name name) {
        return spread(PACKS, name);
    }

    /// What the keys of all remnants of `pack` begin with.
    static String remnants(Name pack) {
        return spread(REMNANTS, pack) + "-";
    }

    static String remnant(Name pack, int random) {
        return remnants(pack) + HexFormat.of().toHexDigits(random);
    }

    /// Empty when it is no pack's key.
    static Optional<Name> nameOfPack(String key) {
        return nameIn(PACK, key);
    }

    /// The pack that the remnant of this key stands in for; empty when it is no remnant's key.
    static Optional<Name> nameOfRemnant(String key) {
        return nameIn(REMNANT, key);
    }

    /// What maps call it: the pack, where `key` is that of a remnant.
    static String asReferredTo(String key) {
        return nameOfRemnant(key).map(ObjectKeys::pack).orElse(key);
    }

    private static Optional<Name> nameIn(Pattern pattern, String key) {
        Matcher matcher = pattern.matcher(key);
        return matcher.matches() ? Optional.of(Name.parse(matcher.group(1))) : Optional.empty();
    }

    static String map(Name name) {
        return spread(MAPS, name);
    }

    static String list(Name name) {
        return spread(LISTS, name);
    }

    static String snapshot(String id) {
        return SNAPSHOTS + id;
    }

    static String keys(int generation) {
        return KEYS + String.format(Locale.ROOT, "%06d", generation);
    }

    static boolean isSnapshotId(String text) {
        return SNAPSHOT_ID.matcher(text).matches();
    }

    static String snapshotId(Instant finished, int random) {
        return SECOND.format(finished) + "-" + HexFormat.of().toHexDigits((short) random);
    }

    static String proof(Proof proof, int random) {
        return "%s%s/%s-%s-%s.json"
                .formatted(
                        PROOFS,
                        proof.snapshot(),
                        SECOND.format(proof.at()),
                        sanitized(proof.storage()),
                        HexFormat.of().toHexDigits((short) random));
    }

    /// The snapshot that a receipt is about; empty where the key is none of a receipt.
    static Optional<String> snapshotOfProof(String key) {
        String rest = key.startsWith(PROOFS) ? key.substring(PROOFS.length()) : "";
        int slash = rest.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(rest.substring(0, slash)).filter(ObjectKeys::isSnapshotId);
    }

    static String wal(String systemIdentifier, int timeline, Lsn from, Lsn to, int random) {
        HexFormat hex = HexFormat.of().withUpperCase();
        return "%s%s/%s/%s-%s-%s"
                .formatted(
                        WAL,
                        sanitized(systemIdentifier),
                        hex.toHexDigits(timeline),
                        hex.toHexDigits(from.value()),
                        hex.toHexDigits(to.value()),
                        HexFormat.of().toHexDigits(random));
    }

    /// 16 digits, which nobody else has.
    static String randomHex(SecureRandom random) {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    /// Of what is kept of one server's log besides its snapshots.
    static String server(String prefix, String systemIdentifier) {
        return prefix + sanitized(systemIdentifier) + "/";
    }

    /// What keys hold of a name.
    static String sanitized(String name) {
        return NOT_IN_KEYS.matcher(name).replaceAll("_");
    }

    /// @param micros the newest time in the log up to `to`, since 1970; 0 when none is known
    static String stream(
            String systemIdentifier, int timeline, Lsn from, Lsn to, long micros, int random) {
        HexFormat hex = HexFormat.of().withUpperCase();
        return "%s%s/%s-%s-%s-%s"
                .formatted(
                        server(STREAM, systemIdentifier),
                        hex.toHexDigits(timeline),
                        hex.toHexDigits(from.value()),
                        hex.toHexDigits(to.value()),
                        hex.toHexDigits(micros),
                        HexFormat.of().toHexDigits(random));
    }

    private static String spread(String prefix, Name name) {
        String hex = name.toString();
        return prefix + hex.substring(0, 2) + "/" + hex;
    }
}
