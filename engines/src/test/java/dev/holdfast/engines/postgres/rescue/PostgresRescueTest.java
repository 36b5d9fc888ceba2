package dev.holdfast.engines.postgres.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.core.engine.rescue.RepairOutcome;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueFindings.TableRepair;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresRescueTest {

    private static EmbeddedServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws Exception {
        server = EmbeddedServer.start(18, directory, Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static void assertFails(ProblemCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(code);
                            assertThat(e.problem().message()).contains(words);
                        });
    }

    @Test
    void bringsEveryTypeBackAsItWas() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "types",
                        """
                        CREATE TYPE mood AS ENUM ('sad', 'so so', 'it''s \\ fine');
                        CREATE TYPE pair AS (a int, b text);
                        CREATE DOMAIN code AS varchar(20) CHECK (value <> '');
                        CREATE TABLE everything (
                            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                            n numeric, f float8, r real, b bool, t text, v varchar(50), c char(8),
                            j jsonb, js json, by bytea, ts timestamp, tz timestamptz, d date,
                            i interval, u uuid, ia int[], ta text[], m mood, ma mood[], p pair,
                            pa pair[], co code, ra int4range, mr tstzmultirange, ip inet, ci cidr,
                            x xml, bi bit(5), vb bit varying, pt point, mo money, tv tsvector,
                            rc regclass, ch "char",
                            doubled numeric GENERATED ALWAYS AS (n * 2) STORED);
                        INSERT INTO everything
                            (n, f, r, b, t, v, c, j, js, by, ts, tz, d, i, u, ia, ta, m, ma, p, pa,
                             co, ra, mr, ip, ci, x, bi, vb, pt, mo, tv, rc, ch)
                        VALUES
                            (0.100, 0.1 + 0.2, 1.1, true, E'it''s "a" \\\\ b\\tc\\nd\\re\\N \\u20ac 😀',
                             '\\N', 'ab', '{"a": "\\"x\\\\y"}', '{"b" : 1}', '\\x00ff5c27',
                             '2026-03-29 02:30:00.123456', '2026-11-22 14:03:00.5+01', '0044-03-15 BC',
                             '1 year -2 days 03:04:05.6', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
                             '{1,NULL,3}', ARRAY['a,b', 'c"d', NULL, 'e\\f', ''], 'it''s \\ fine',
                             '{sad,"so so"}', ROW(1, 'x,"y"'), ARRAY[ROW(2, NULL)::pair], 'k-1',
                             '[1,5)', '{[2026-01-01 00:00+00, 2026-02-01 00:00+00)}', '10.1.2.3/8',
                             '10.0.0.0/8', '<a b="c">d</a>', B'10101', B'1', '(1.5,2)', 12.34,
                             'a:1 b:2', 'everything', 'z'),
                            ('NaN', '-Infinity', 'NaN', false, '', ' ', '', 'null', 'null', '',
                             'infinity', '-infinity', 'infinity', '0', NULL, '{}', '{}', NULL, '{}',
                             ROW(NULL, ''), '{}', NULL, 'empty', '{}', '::1', '::/0', '', B'00000',
                             B'', '(0,-0)', -1, '', NULL, '');
                        INSERT INTO everything DEFAULT VALUES;
                        """);
        times.then("DELETE FROM everything");
        RescueFindings findings = times.compare(times.order("everything"));
        assertThat(findings.lost()).isEqualTo(3);
        assertThat(findings.key()).containsExactly("id");
        assertThat(findings.seen().lost().getFirst()).containsExactly("1");
        assertThat(times.apply()).isEqualTo(new RepairOutcome(3, 0, 0));
        assertThat(times.liveRows()).isEqualTo(times.pastRows());
        assertThat(times.compare(times.order("everything")).lost()).isZero();
    }

    /// Collations, time zones and number formats must not make a merge lose its way.
    @Test
    void mergesByKeysOfAnyType() throws Exception {
        String words =
                "('a'), ('B'), ('b'), ('ä'), ('Z'), ('zz'), (''), (' '), ('_'), ('é'), ('e'), ('😀'), ('豈'), ('a b'), ('a-b'), ('ab')";
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "keys",
                        """
                        CREATE TYPE size AS ENUM ('small', 'big', 'average');
                        CREATE DOMAIN number AS bigint;
                        CREATE TABLE k1 (k text COLLATE "en-x-icu" PRIMARY KEY, v int DEFAULT 1);
                        INSERT INTO k1 (k) VALUES %1$s;
                        CREATE TABLE k2 (a int, "B c" text, PRIMARY KEY ("B c", a), v int DEFAULT 1);
                        INSERT INTO k2 (a, "B c") SELECT n, w FROM (VALUES %1$s) w(w), generate_series(-9, 11, 4) n;
                        CREATE TABLE k3 (k numeric PRIMARY KEY, v int DEFAULT 1);
                        INSERT INTO k3 (k) VALUES (1.0), (10), (2.50), (-3), ('NaN'), ('Infinity'), ('-Infinity'), (1e20), (0.00001);
                        CREATE TABLE k4 (k timestamptz, d date, PRIMARY KEY (d, k), v int DEFAULT 1);
                        INSERT INTO k4 (k, d) SELECT k, d FROM unnest('{infinity,-infinity,0044-03-15 BC,12026-01-01,2026-01-01,1999-12-31 23:59:59.999999+00}'::timestamptz[]) k,
                            unnest('{infinity,-infinity,0044-03-15 BC,12026-01-01,2026-01-01}'::date[]) d;
                        CREATE TABLE k5 (k uuid PRIMARY KEY, v int DEFAULT 1);
                        INSERT INTO k5 (k) SELECT md5(n::text)::uuid FROM generate_series(1, 99) n;
                        CREATE TABLE k6 (k bytea PRIMARY KEY, v int DEFAULT 1);
                        INSERT INTO k6 (k) VALUES (''), ('\\x00'), ('\\x0001'), ('\\xff'), ('\\x7f');
                        CREATE TABLE k7 (k size, b bool, n number, c char(3), i inet, UNIQUE (k, b, n, c, i), v int DEFAULT 1);
                        ALTER TABLE k7 ALTER k SET NOT NULL, ALTER b SET NOT NULL, ALTER n SET NOT NULL, ALTER c SET NOT NULL, ALTER i SET NOT NULL;
                        INSERT INTO k7 SELECT k, b, n, c, i FROM unnest('{small,big,average}'::size[]) k, unnest('{t,f}'::bool[]) b,
                            unnest('{2,10,-1}'::bigint[]) n, unnest('{a,ab}'::char(3)[]) c, unnest('{10.0.0.1,9.0.0.1/8}'::inet[]) i;
                        """
                                .formatted(words));
        for (int i = 1; i <= 7; i++) {
            String table = "k" + i;
            long rows = Long.parseLong(times.past("SELECT count(*) FROM " + table));
            times.then(
                    "DELETE FROM %s WHERE ctid IN (SELECT ctid FROM %s ORDER BY md5(ctid::text) LIMIT %d)"
                            .formatted(table, table, rows / 2));
            RescueFindings findings = times.compare(times.order(table));
            assertThat(findings.pastRows()).as(table).isEqualTo(rows);
            assertThat(findings.lost()).as(table).isEqualTo(rows / 2);
            assertThat(findings.changed() + findings.fresh()).as(table).isZero();
            times.apply();
        }
        assertThat(times.liveRows()).isEqualTo(times.pastRows());
    }

    @Test
    void leavesAloneWhatHappenedMeanwhile() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "meanwhile",
                        "CREATE TABLE goods (id int PRIMARY KEY, name text UNIQUE, price int);"
                                + " INSERT INTO goods SELECT n, 'n' || n, n FROM generate_series(1, 10) n");
        times.then(
                "DELETE FROM goods WHERE id IN (2, 3, 4)",
                "UPDATE goods SET price = 99 WHERE id = 5",
                "INSERT INTO goods VALUES (11, 'new', 1), (12, 'n4', 1)");
        RescueFindings findings = times.compare(times.order("public.goods"));
        assertThat(findings.pastRows()).isEqualTo(10);
        assertThat(findings.lost()).isEqualTo(3);
        assertThat(findings.changed()).isEqualTo(1);
        assertThat(findings.fresh()).isEqualTo(2);
        assertThat(findings.seen().changed().getFirst()).containsExactly("5");
        assertThat(findings.seen().fresh()).hasSize(2);

        times.then("INSERT INTO goods VALUES (2, 'again', 7)");
        assertThat(times.apply()).isEqualTo(new RepairOutcome(1, 0, 2));
        assertThat(times.live("SELECT string_agg(id || name || price, ' ' ORDER BY id) FROM goods"))
                .isEqualTo("1n11 2again7 3n33 5n599 6n66 7n77 8n88 9n99 10n1010 11new1 12n41");
    }

    @Test
    void setsChangedRowsBackUnlessTheyChangedAgain() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "changed",
                        "CREATE TABLE goods (id int PRIMARY KEY, name text, price numeric,"
                                + " at timestamptz DEFAULT now());"
                                + " INSERT INTO goods SELECT n, E'o''n\\\\' || n, n FROM generate_series(1, 9) n");
        times.then("UPDATE goods SET name = NULL, price = 0 WHERE id < 4");
        RescueFindings findings = times.compare(times.changed("goods"));
        assertThat(findings.repairs()).containsExactly(new TableRepair("public.goods", 0, 3, ""));
        times.then("UPDATE goods SET price = 5 WHERE id = 1");
        assertThat(times.apply()).isEqualTo(new RepairOutcome(0, 2, 1));
        assertThat(times.live("SELECT price FROM goods WHERE id = 1")).isEqualTo("5");
        assertThat(times.live("SELECT name FROM goods WHERE id = 2")).isEqualTo("o'n\\2");
        assertThat(times.compare(times.order("goods")).changed()).isEqualTo(1);
    }

    @Test
    void comparesOnlyTheRowsThatAreAskedFor() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "chosen",
                        "CREATE TABLE orders (id int PRIMARY KEY, status text);"
                                + " INSERT INTO orders SELECT n, CASE WHEN n % 3 = 0 THEN 'paid' ELSE 'open' END"
                                + " FROM generate_series(1, 3000) n");
        times.then(
                "DELETE FROM orders WHERE id <= 1000",
                "UPDATE orders SET status = 'gone' WHERE id = 1002",
                "INSERT INTO orders VALUES (9000, 'paid')");
        RescueFindings findings =
                times.compare(times.where("orders", "orders.status = 'paid' -- only those"));
        assertThat(findings.pastRows()).isEqualTo(1000);
        assertThat(findings.lost()).isEqualTo(333);
        assertThat(findings.changed()).isEqualTo(1);
        assertThat(findings.fresh()).isEqualTo(-1);
        assertThat(times.apply().inserted()).isEqualTo(333);
        assertThat(times.live("SELECT count(*) FROM orders WHERE id <= 1000")).isEqualTo("333");
        assertFails(
                ProblemCode.USAGE,
                "column \"nothing\" does not exist",
                () -> times.compare(times.where("orders", "nothing = 1")));
    }

    @Test
    void comparesWholeRowsWhereThereIsNoKey() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "keyless",
                        "CREATE TABLE log (at date, line text);"
                                + " INSERT INTO log VALUES ('2026-01-01', 'a'), ('2026-01-01', 'a'),"
                                + " ('2026-01-01', 'a'), ('2026-01-02', NULL), (NULL, NULL), ('2026-01-03', 'b')");
        times.then(
                "DELETE FROM log WHERE ctid IN ('(0,1)', '(0,2)', '(0,4)', '(0,5)')",
                "INSERT INTO log VALUES ('2026-02-01', 'later')");
        RescueFindings findings = times.compare(times.order("log"));
        assertThat(findings.key()).isEmpty();
        assertThat(findings.lost()).isEqualTo(4);
        assertThat(findings.fresh()).isEqualTo(1);
        assertThat(findings.notes()).anyMatch(note -> note.contains("has no key"));
        assertThat(findings.seen().lost()).anyMatch(row -> row.contains("NULL"));
        assertThat(times.apply().inserted()).isEqualTo(4);
        times.then("DELETE FROM log WHERE line = 'later'");
        assertThat(times.liveRows()).isEqualTo(times.pastRows());
    }

    @Test
    void bringsWhatWasCascadedAwayAndWhatTheRepairNeeds() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "chain",
                        """
                        CREATE TABLE customers (id int PRIMARY KEY, name text);
                        CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers ON DELETE CASCADE);
                        CREATE TABLE items (id int, pos int, PRIMARY KEY (id, pos), FOREIGN KEY (id) REFERENCES orders ON DELETE CASCADE);
                        CREATE TABLE parcels (id int PRIMARY KEY, item int, pos int, FOREIGN KEY (item, pos) REFERENCES items ON DELETE SET NULL);
                        CREATE TABLE visits (customer int REFERENCES customers ON DELETE CASCADE);
                        INSERT INTO customers SELECT n, 'c' || n FROM generate_series(1, 50) n;
                        INSERT INTO orders SELECT n, n % 50 + 1 FROM generate_series(1, 3000) n;
                        INSERT INTO items SELECT n, p FROM generate_series(1, 3000) n, generate_series(1, 2) p;
                        INSERT INTO parcels SELECT n, n, 1 FROM generate_series(1, 100) n;
                        """);
        times.then("DELETE FROM customers WHERE id <= 40");
        RescueFindings findings = times.compare(times.order("orders"));
        assertThat(findings.lost()).isEqualTo(2400);
        assertThat(findings.repairs())
                .extracting(TableRepair::table, TableRepair::inserts)
                .containsExactly(
                        tuple("public.customers", 40L),
                        tuple("public.orders", 2400L),
                        tuple("public.items", 4800L));
        assertThat(findings.notes())
                .anyMatch(note -> note.contains("public.parcels lost their reference"));
        assertThat(times.apply()).isEqualTo(new RepairOutcome(7240, 0, 0));
        assertThat(times.live("SELECT count(item) FROM parcels")).isEqualTo("20");
        times.compare(times.changed("parcels"));
        assertThat(times.apply().updated()).isEqualTo(80);
        assertThat(times.liveRows()).isEqualTo(times.pastRows());
    }

    @Test
    void bringsOnlyTheTableAndItsParentsWhenToldSo() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "alone",
                        """
                        CREATE TABLE a (id int PRIMARY KEY);
                        CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE);
                        CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE);
                        INSERT INTO a VALUES (1); INSERT INTO b VALUES (2, 1); INSERT INTO c VALUES (3, 2);
                        """);
        times.then("DELETE FROM a");
        assertThat(times.compare(times.alone("b")).repairs())
                .extracting(TableRepair::table)
                .containsExactly("public.a", "public.b");
    }

    @Test
    void closesCircles() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "circles",
                        """
                        CREATE TABLE people (id int PRIMARY KEY, boss int REFERENCES people);
                        CREATE TABLE teams (id int PRIMARY KEY, head int NOT NULL);
                        CREATE TABLE members (id int PRIMARY KEY, team int REFERENCES teams);
                        ALTER TABLE teams ADD FOREIGN KEY (head) REFERENCES members;
                        CREATE TABLE x (id int PRIMARY KEY, y int NOT NULL);
                        CREATE TABLE y (id int PRIMARY KEY, x int NOT NULL REFERENCES x DEFERRABLE);
                        ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES y DEFERRABLE;
                        INSERT INTO people SELECT n, nullif(n * 7 % 2000, 0) FROM generate_series(1, 1999) n;
                        INSERT INTO members SELECT n FROM generate_series(1, 9) n;
                        INSERT INTO teams VALUES (1, 2), (2, 1); UPDATE members SET team = id % 2 + 1;
                        BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO x VALUES (1, 1); INSERT INTO y VALUES (1, 1); COMMIT;
                        """);
        times.then("TRUNCATE people, teams, members, x, y");
        for (String table : new String[] {"people", "members", "x"}) {
            RescueFindings findings = times.compare(times.order(table));
            assertThat(times.apply().left()).as(table).isZero();
            assertThat(findings.repairedRows()).as(table).isPositive();
        }
        assertThat(times.liveRows()).isEqualTo(times.pastRows());
    }

    @Test
    void bringsPartitionsIdentitiesAndSequencesBack() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "parts",
                        """
                        CREATE SCHEMA "My Shop";
                        CREATE TABLE "My Shop"."Order Items" (
                            "Id" bigint GENERATED ALWAYS AS IDENTITY, day date, "select" text,
                            PRIMARY KEY (day, "Id")) PARTITION BY RANGE (day);
                        CREATE TABLE "My Shop".p1 PARTITION OF "My Shop"."Order Items" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                        CREATE TABLE "My Shop".p2 PARTITION OF "My Shop"."Order Items" FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
                        INSERT INTO "My Shop"."Order Items" (day, "select") SELECT date '2026-01-01' + n % 50, n FROM generate_series(1, 700) n;
                        CREATE TABLE serials (id serial PRIMARY KEY, down int DEFAULT -1);
                        CREATE SEQUENCE falling INCREMENT -1;
                        ALTER TABLE serials ALTER down SET DEFAULT nextval('falling');
                        INSERT INTO serials SELECT FROM generate_series(1, 20);
                        """);
        times.then(
                "TRUNCATE \"My Shop\".\"Order Items\", serials RESTART IDENTITY",
                "ALTER SEQUENCE falling RESTART");
        RescueFindings findings = times.compare(times.order("\"My Shop\".\"Order Items\""));
        assertThat(findings.table()).isEqualTo("\"My Shop\".\"Order Items\"");
        assertThat(times.apply()).isEqualTo(new RepairOutcome(700, 0, 0));
        times.compare(times.order("serials"));
        assertThat(times.apply().inserted()).isEqualTo(20);
        assertThat(times.liveRows()).isEqualTo(times.pastRows());
        times.then("INSERT INTO serials DEFAULT VALUES");
        assertThat(times.live("SELECT max(id) || ' ' || min(down) FROM serials"))
                .isEqualTo("21 -21");
        assertThat(
                        times.live(
                                "INSERT INTO \"My Shop\".\"Order Items\" (day) VALUES ('2026-01-01') RETURNING \"Id\""))
                .isEqualTo("701");

        assertThat(times.files("serials").nodes())
                .containsExactly(
                        Long.valueOf(times.live("SELECT pg_relation_filenode('serials')")));
        assertThat(times.files("\"My Shop\".\"Order Items\"").nodes()).hasSize(2);
        assertThat(times.files("no_such_table").isThere()).isFalse();
        times.then("DELETE FROM \"My Shop\".p1");
        assertThat(times.compare(times.order("p1")).lost()).isPositive();
        times.then("SELECT setval('serials_id_seq', 5000)", "DELETE FROM serials WHERE id = 3");
        times.compare(times.order("serials"));
        times.apply();
        assertThat(times.live("SELECT last_value FROM serials_id_seq")).isEqualTo("5000");
    }

    @Test
    void keepsTriggersQuietWhereItMay() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "triggers",
                        """
                        CREATE TABLE t (id int PRIMARY KEY, v text);
                        CREATE TABLE seen (n int);
                        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
                            $$ BEGIN INSERT INTO public.seen VALUES (new.id); new.v = 'touched'; RETURN new; END $$;
                        INSERT INTO t SELECT n, 'v' FROM generate_series(1, 5) n;
                        CREATE TRIGGER note BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();
                        """);
        server.execute("triggers", "CREATE ROLE clerk LOGIN", "GRANT ALL ON t, seen TO clerk");
        times.then("DELETE FROM t");
        times.compare(times.withoutTriggers("t"));
        assertFails(
                ProblemCode.REPAIR_FAILED,
                "session_replication_role",
                () -> times.applyAs("clerk"));
        assertThat(times.live("SELECT count(*) FROM t")).isEqualTo("0");
        times.apply();
        assertThat(times.liveRows()).isEqualTo(times.pastRows());
        times.then("DELETE FROM t");
        times.compare(times.order("t"));
        times.applyAs("clerk");
        assertThat(times.live("SELECT count(*) FROM seen, t WHERE v = 'touched'")).isEqualTo("25");
    }

    @Test
    void changesNothingWhenOneStatementIsRefused() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "refused",
                        "CREATE TABLE t (id int PRIMARY KEY, v int);"
                                + " INSERT INTO t SELECT n, n FROM generate_series(1, 2000) n");
        times.then("DELETE FROM t", "ALTER TABLE t ADD CHECK (v < 1990)");
        times.compare(times.order("t"));
        assertFails(ProblemCode.REPAIR_FAILED, "nothing was changed", times::apply);
        assertThat(times.live("SELECT count(*) FROM t")).isEqualTo("0");
        assertFails(
                ProblemCode.REPAIR_FAILED,
                "this repair is for database",
                () -> times.applyTo("refused_past"));
    }

    @Test
    void saysWhatIsWrongWithATable() throws Exception {
        TwoTimes times =
                TwoTimes.of(
                        server,
                        "names",
                        """
                        CREATE TABLE gone (id int); CREATE VIEW v AS SELECT 1;
                        CREATE TABLE "Mixed" (id int); CREATE SCHEMA s; CREATE TABLE s.twice (id int);
                        CREATE TABLE twice (id int); CREATE TABLE shape (id int PRIMARY KEY, old int);
                        INSERT INTO shape VALUES (1, 1);
                        """);
        times.then(
                "DROP TABLE gone",
                "ALTER TABLE shape DROP old, ADD fresh int DEFAULT 7",
                "CREATE TABLE later (id int)",
                "DELETE FROM shape");
        assertFails(
                ProblemCode.TABLE_DROPPED,
                "public.gone is not there any more",
                () -> times.compare(times.order("gone")));
        assertFails(
                ProblemCode.TABLE_UNKNOWN, "is not a table", () -> times.compare(times.order("v")));
        assertFails(
                ProblemCode.TABLE_UNKNOWN, "several", () -> times.compare(times.order("twice")));
        assertFails(
                ProblemCode.TABLE_UNKNOWN,
                "at that moment has no table later",
                () -> times.compare(times.order("later")));
        assertFails(ProblemCode.USAGE, "is no name", () -> times.compare(times.order("a b; drop")));
        assertThatThrownBy(() -> times.compare(times.order("Mixed")))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().hint()).contains("\"Mixed\""));
        RescueFindings findings = times.compare(times.order("shape"));
        assertThat(findings.notes())
                .anyMatch(note -> note.contains("was dropped since"))
                .anyMatch(note -> note.contains("with its default"));
        times.apply();
        assertThat(times.live("SELECT fresh FROM shape")).isEqualTo("7");
    }
}
