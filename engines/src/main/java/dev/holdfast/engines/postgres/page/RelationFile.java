package dev.holdfast.engines.postgres.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the path of a relation's file says (manual, "Database File Layout").
///
/// @param tablespace its oid; 1663 for `pg_default`, 1664 for `pg_global`
/// @param database its oid; 0 for shared relations
/// @param fileNode the number that the file is called by
/// @param segment from 0; each but the last is full
public record RelationFile(long tablespace, long database, long fileNode, Fork fork, int segment) {

    public enum Fork {
        MAIN,
        FREE_SPACE_MAP,
        VISIBILITY_MAP,
        INIT
    }

    private static final long DEFAULT_TABLESPACE = 1663;
    private static final long GLOBAL_TABLESPACE = 1664;

    private static final Pattern PATH =
            Pattern.compile(
                    "(?:global|base/(?<db>\\d+)|pg_tblspc/(?<spc>\\d+)/PG_[^/]+/(?<spcdb>\\d+))"
                            + "/(?<node>\\d+)(?:_(?<fork>fsm|vm|init))?(?:\\.(?<segment>\\d+))?");

    /// Empty where `path`, relative to the data directory, is not a relation's file.
    public static Optional<RelationFile> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String inDefault = matcher.group("db");
        String inOther = matcher.group("spcdb");
        long tablespace =
                inDefault != null
                        ? DEFAULT_TABLESPACE
                        : inOther != null
                                ? Long.parseLong(matcher.group("spc"))
                                : GLOBAL_TABLESPACE;
        String database = inDefault != null ? inDefault : inOther != null ? inOther : "0";
        String segment = matcher.group("segment");
        return Optional.of(
                new RelationFile(
                        tablespace,
                        Long.parseLong(database),
                        Long.parseLong(matcher.group("node")),
                        fork(matcher.group("fork")),
                        segment == null ? 0 : Integer.parseInt(segment)));
    }

    private static Fork fork(@Nullable String suffix) {
        return switch (suffix) {
            case null -> Fork.MAIN;
            case "fsm" -> Fork.FREE_SPACE_MAP;
            case "vm" -> Fork.VISIBILITY_MAP;
            default -> Fork.INIT;
        };
    }

    /// The number in the whole fork of page `page` of this file.
    public long block(int page, long segmentBytes, int pageBytes) {
        return segment * (segmentBytes / pageBytes) + page;
    }
}
