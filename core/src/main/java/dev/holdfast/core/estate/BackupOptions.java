package dev.holdfast.core.estate;

import dev.holdfast.core.estate.BackupPolicy.Assertion;
import dev.holdfast.core.estate.BackupPolicy.Keep;
import dev.holdfast.core.estate.BackupPolicy.Objectives;
import dev.holdfast.core.estate.BackupPolicy.Prove;
import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The options of `backup:`.
final class BackupOptions {
    private static final int MOST_WORKERS = 64;
    private static final int MOST_KEPT = 100_000;

    private static final Option<String> NAME =
            Option.required(
                    "name",
                    OptionTypes.text("orders are there"),
                    "what the assertion says, for people");
    private static final Option<String> DATABASE =
            Option.optional(
                    "database",
                    OptionTypes.text("shop"),
                    "the database of the server to ask; by default the one in url");
    private static final Option<String> SQL =
            Option.required(
                    "sql",
                    OptionTypes.text("\"select count(*) > 0 from orders\""),
                    "a query; its first row's first column is compared");
    private static final Option<String> IS =
            Option.required(
                    "is", new AnswerType(), "what the query must answer, as the server prints it");
    private static final OptionType<Assertion> ASSERTION =
            new MappingType<>(
                    List.of(NAME, DATABASE, SQL, IS),
                    values ->
                            new Assertion(
                                    values.get(NAME),
                                    values.find(DATABASE),
                                    values.get(SQL),
                                    values.get(IS)));

    private static final Option<Duration> NEWEST =
            Option.optional(
                    "newest", OptionTypes.interval(), "how often the newest snapshot is proven");
    private static final Option<Duration> ALL_WITHIN =
            Option.optional(
                    "all-within",
                    OptionTypes.interval(),
                    "within which time every kept snapshot is proven once");
    private static final Option<List<Assertion>> ASSERT =
            Option.standard(
                    "assert",
                    OptionTypes.listOf(ASSERTION),
                    List.of(),
                    "what must be true of the data of every proven snapshot");
    private static final OptionType<Prove> PROVING =
            new MappingType<>(
                    List.of(NEWEST, ALL_WITHIN, ASSERT),
                    values ->
                            new Prove(
                                    values.find(NEWEST),
                                    values.find(ALL_WITHIN),
                                    values.get(ASSERT)));

    private static final Option<Integer> LAST = kept("last", "the newest ones");
    private static final Option<Integer> HOURLY = kept("hourly", "the last one of each hour");
    private static final Option<Integer> DAILY = kept("daily", "the last one of each day");
    private static final Option<Integer> WEEKLY = kept("weekly", "the last one of each week");
    private static final Option<Integer> MONTHLY = kept("monthly", "the last one of each month");
    private static final Option<Integer> YEARLY = kept("yearly", "the last one of each year");
    private static final OptionType<Keep> KEEPING =
            new MappingType<>(
                    List.of(LAST, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY), BackupOptions::keep);

    private static final Option<Duration> RECOVERY_POINT =
            Option.optional(
                    "recovery-point", OptionTypes.duration(), "how much work may be lost at most");
    private static final Option<Duration> RECOVERY_TIME =
            Option.optional(
                    "recovery-time", OptionTypes.duration(), "how long a recovery may take");
    private static final OptionType<Objectives> OBJECTIVE =
            new MappingType<>(
                    List.of(RECOVERY_POINT, RECOVERY_TIME),
                    values ->
                            new Objectives(
                                    values.find(RECOVERY_POINT), values.find(RECOVERY_TIME)));

    private static final Option<String> USER =
            Option.optional(
                    "user",
                    OptionTypes.text("holdfast_backup"),
                    "a role of its own for backups; by default the one in url");
    private static final Option<Secret> PASSWORD =
            Option.optional("password", OptionTypes.secret(), "the password of that role");
    private static final Option<Schedule> EVERY =
            Option.optional(
                    "every",
                    new ScheduleType(),
                    "how often a snapshot is taken, or a cron expression");
    private static final Option<List<String>> TO =
            Option.optional(
                    "to",
                    OptionTypes.filledListOf(OptionTypes.reference("storage")),
                    "names of storages; by default all of them");
    private static final Option<Keep> KEEP =
            Option.optional("keep", KEEPING, "which snapshots stay; by default all of them");
    private static final Option<Prove> PROVE =
            Option.standard(
                    "prove",
                    PROVING,
                    new Prove(Optional.empty(), Optional.empty(), List.of()),
                    "when snapshots are proven, and what must be true of their data");
    private static final Option<Objectives> OBJECTIVES =
            Option.standard(
                    "objectives",
                    OBJECTIVE,
                    new Objectives(Optional.empty(), Optional.empty()),
                    "what backups are measured against");
    private static final Option<Integer> WORKERS =
            Option.standard(
                    "workers",
                    OptionTypes.whole(1, MOST_WORKERS, 2),
                    2,
                    "how many connections read at once");
    private static final Option<Boolean> READ =
            Option.standard(
                    "read",
                    OptionTypes.choice(Map.of("auto", true, "sql", false)),
                    true,
                    "auto: the data directory itself where this machine may, else over SQL;"
                            + " sql: always over SQL");
    private static final Option<Boolean> CHECKPOINT =
            Option.standard(
                    "checkpoint",
                    OptionTypes.choice(Map.of("fast", true, "spread", false)),
                    true,
                    "fast: begin at once, with a burst of writes on the server; spread: wait for"
                            + " the server's own pace");

    private static final Option<Boolean> WAL =
            Option.standard(
                    "wal",
                    OptionTypes.choice(Map.of("stream", true, "snapshots", false)),
                    true,
                    "stream: the daemon stores the write-ahead log as it is written, so that any"
                            + " moment can come back; snapshots: only what a snapshot needs");
    private static final Option<Duration> WAL_KEEP =
            Option.optional(
                    "wal-keep",
                    OptionTypes.duration(),
                    "how far back any moment can be had, counted from the newest snapshot; by"
                            + " default as far back as snapshots are kept");
    private static final Option<Long> WAL_LIMIT =
            Option.optional(
                    "wal-limit",
                    OptionTypes.size(),
                    "how much WAL the server may keep for a stream that cannot store it, before the"
                            + " stream is given up; by default a fifth of its databases, at least 8 GB");

    private BackupOptions() {}

    static MappingType<BackupPolicy> type() {
        return new MappingType<>(
                List.of(
                        USER,
                        PASSWORD,
                        EVERY,
                        TO,
                        KEEP,
                        PROVE,
                        OBJECTIVES,
                        WORKERS,
                        READ,
                        CHECKPOINT,
                        WAL,
                        WAL_KEEP,
                        WAL_LIMIT),
                BackupOptions::policy);
    }

    private static BackupPolicy policy(OptionValues values) {
        if (values.mapping().declared("storage").isEmpty()) {
            values.mapping()
                    .wrong(
                            "there is no storage to keep backups in",
                            "declare one: storages: [{name: onsite, type: file, path: /srv/holdfast}]");
        }
        return new BackupPolicy(
                values.find(USER),
                values.find(PASSWORD),
                values.find(EVERY),
                values.find(TO).orElseGet(() -> values.mapping().declared("storage")),
                values.find(KEEP),
                values.get(PROVE),
                values.get(OBJECTIVES),
                values.get(WORKERS),
                values.get(READ),
                values.get(CHECKPOINT),
                values.get(WAL),
                values.find(WAL_KEEP),
                values.find(WAL_LIMIT).map(OptionalLong::of).orElseGet(OptionalLong::empty));
    }

    private static Option<Integer> kept(String name, String which) {
        return Option.standard(
                name, OptionTypes.whole(0, MOST_KEPT, 7), 0, "how many to keep: " + which);
    }

    private static Keep keep(OptionValues values) {
        Keep keep =
                new Keep(
                        values.get(LAST),
                        values.get(HOURLY),
                        values.get(DAILY),
                        values.get(WEEKLY),
                        values.get(MONTHLY),
                        values.get(YEARLY));
        if (keep.equals(new Keep(0, 0, 0, 0, 0, 0))) {
            values.mapping().wrong("keeps nothing", "write {last: 8, daily: 14}");
        }
        return keep;
    }
}
