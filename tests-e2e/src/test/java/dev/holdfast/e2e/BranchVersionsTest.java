package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A branch of each version that Holdfast knows: opened at a moment, read, written to, closed.
@Tag("full")
final class BranchVersionsTest {

    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void isTheServerAtItsMoment(int majorVersion, @TempDir Path directory) throws Exception {
        try (Site site = Site.with(majorVersion, directory)) {
            String between = tell(site);
            OpenedBranch branch = OpenedBranch.of(site, "--name", "at", "--at", "lsn:" + between);
            assertThat(branch.text("version")).startsWith(Integer.toString(majorVersion));
            assertThat(branch.query("select count(*) || '/' || max(n) from steps"))
                    .isEqualTo("5001/5001");
            assertThat(branch.query("select sum(length(filler)) from steps"))
                    .isEqualTo(Integer.toString(5000 * 40 * 32 + 1));
            branch.execute("update steps set filler = 'changed'");
            branch.execute("vacuum (analyze) steps");
            branch.execute("create table more as select * from steps");
            branch.execute("checkpoint");
            assertThat(branch.query("select count(*) from more where filler = 'changed'"))
                    .isEqualTo("5001");
            assertThat(site.server().query("shop", "select max(n) from steps")).isEqualTo("5002");

            site.holdfast("branch", "close", "at").exits(0);
            assertThat(branch.isReachable()).isFalse();
            assertThat(directory.resolve("scratch")).isEmptyDirectory();
        }
    }

    /// @return where the log was between the two rows that came after the snapshot
    private static String tell(Site site) throws Exception {
        site.server()
                .execute(
                        "shop",
                        "create table steps (n int primary key, filler text)",
                        "insert into steps select g, repeat(md5(g::text), 40)"
                                + " from generate_series(1, 5000) g");
        LogStream stream = LogStream.start(site);
        site.backup();
        site.server().execute("shop", "insert into steps values (5001, 'x')");
        String between = site.server().query("shop", "select pg_current_wal_insert_lsn()");
        site.server().execute("shop", "insert into steps values (5002, 'x')");
        stream.awaitStored();
        stream.end().exits(0);
        return between;
    }
}
