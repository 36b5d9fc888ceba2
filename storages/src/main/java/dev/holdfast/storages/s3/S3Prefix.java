package dev.holdfast.storages.s3;

/// What comes before keys in a bucket.
final class S3Prefix {
    private S3Prefix() {}

    /// `text` without slashes around it and with one behind it; empty stays empty.
    static String of(String text) {
        String bare = text.strip().replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : bare + "/";
    }
}
