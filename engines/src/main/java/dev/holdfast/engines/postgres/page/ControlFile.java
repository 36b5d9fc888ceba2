package dev.holdfast.engines.postgres.page;

import dev.holdfast.core.engine.Lsn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/// `global/pg_control` (`catalog/pg_control.h`): of its many fields, those that stand at the same
/// place in all versions from 14 to 18.
///
/// @param systemIdentifier of the cluster, unsigned
/// @param checkpoint where the last checkpoint record is
/// @param redo where recovery from that checkpoint starts
/// @param oldestOpenXid no transaction before this one was open at that checkpoint, nor is at any
///   later point
public record ControlFile(
        long systemIdentifier,
        int catalogVersion,
        State state,
        Lsn checkpoint,
        Lsn redo,
        int timeline,
        int oldestOpenXid) {

    /// `DBState`, in its order.
    public enum State {
        STARTING_UP,
        SHUT_DOWN,
        SHUT_DOWN_IN_RECOVERY,
        SHUTTING_DOWN,
        IN_CRASH_RECOVERY,
        IN_ARCHIVE_RECOVERY,
        IN_PRODUCTION
    }

    private static final int CATALOG_VERSION = 12;
    private static final int STATE = 16;
    private static final int CHECKPOINT = 32;
    private static final int REDO = 40;
    private static final int TIMELINE = 48;
    private static final int NEXT_XID = 64;
    private static final int OLDEST_ACTIVE_XID = 120;

    /// Where the checksum can stand: after the fields that are read here, and within what is
    /// written in one sector.
    private static final int FIRST_CRC = 200;

    private static final int LAST_CRC = 508;

    /// Empty when the content is torn or damaged. The file ends in a CRC-32C of all before it, at a
    /// place that differs by version: the content is whole when one place fits.
    public static Optional<ControlFile> parse(byte[] content) {
        if (content.length <= LAST_CRC || !isWhole(content)) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int state = fields.getInt(STATE);
        if (state < 0 || state >= State.values().length) {
            return Optional.empty();
        }
        return Optional.of(
                new ControlFile(
                        fields.getLong(0),
                        fields.getInt(CATALOG_VERSION),
                        State.values()[state],
                        new Lsn(fields.getLong(CHECKPOINT)),
                        new Lsn(fields.getLong(REDO)),
                        fields.getInt(TIMELINE),
                        oldestOpenXid(fields)));
    }

    /// A checkpoint at a shutdown names none: nothing was open then.
    private static int oldestOpenXid(ByteBuffer fields) {
        int oldest = fields.getInt(OLDEST_ACTIVE_XID);
        return oldest != 0 ? oldest : fields.getInt(NEXT_XID);
    }

    /// The same content for a cluster of another identity. The content is whole.
    public static byte[] withIdentity(byte[] content, long systemIdentifier) {
        int at = placeOfCrc(content);
        if (at < 0) {
            throw new IllegalArgumentException("a control file that is torn or damaged");
        }
        byte[] changed = content.clone();
        ByteBuffer fields = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        fields.putLong(0, systemIdentifier);
        CRC32C crc = new CRC32C();
        crc.update(changed, 0, at);
        fields.putInt(at, (int) crc.getValue());
        return changed;
    }

    private static boolean isWhole(byte[] content) {
        return placeOfCrc(content) >= 0;
    }

    /// Negative where there is none that fits.
    private static int placeOfCrc(byte[] content) {
        ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        crc.update(content, 0, FIRST_CRC);
        for (int at = FIRST_CRC; at <= LAST_CRC; at += Integer.BYTES) {
            if (fields.getInt(at) == (int) crc.getValue()) {
                return at;
            }
            crc.update(content, at, Integer.BYTES);
        }
        return -1;
    }
}
