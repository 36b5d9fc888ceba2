package dev.holdfast.core.engine;

/// Reads the log of one timeline record by record and verifies it on the way: page headers, record
/// checksums, and that each record names the one before it. One thread at a time; memory does not
/// grow with what is read.
public interface WalReading {

    /// The next bytes, right after those before.
    ///
    /// @throws DamagedWal at the first page or record that does not hold; nothing can be fed after
    void feed(Lsn at, byte[] buffer, int offset, int length);

    /// Up to here, everything belongs to whole records that were verified, as far as it was fed.
    Lsn verifiedTo();
}
