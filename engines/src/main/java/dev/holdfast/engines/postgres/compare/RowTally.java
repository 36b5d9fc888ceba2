package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.LiveComparison.Judgement;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Counts pages of tables by what became of them.
final class RowTally {
    private static final int MOST_REASONS = 3;

    private final String role;
    private final int pageBytes;
    private final List<String> damages = new ArrayList<>();
    private final Set<String> reasons = new TreeSet<>();
    private int tables;
    private int denied;
    private long total;
    private long equal;
    private long changed;

    RowTally(String role, int pageBytes) {
        this.role = Sql.identifier(role);
        this.pageBytes = pageBytes;
    }

    void table(long pages) {
        tables++;
        total += pages;
    }

    /// Of all tables so far.
    long pages() {
        return total;
    }

    void empty(long pages) {
        total -= pages;
    }

    void equal(long pages) {
        equal += pages;
    }

    void changed(long pages) {
        changed += pages;
    }

    void denied() {
        denied++;
    }

    /// Something kept pages from being judged.
    void reason(String why) {
        reasons.add(why);
    }

    void damage(String what) {
        damages.add(what);
    }

    Judgement judgement() {
        StringBuilder figure =
                new StringBuilder(
                        "%,d tables, %s of %s MB have the live server's rows"
                                .formatted(tables, megabytes(equal), megabytes(total)));
        if (changed > 0) {
            figure.append("; %s MB changed since".formatted(megabytes(changed)));
        }
        if (denied > 0) {
            figure.append(
                    "; role %s may not read %,d of them: GRANT pg_read_all_data TO %s;"
                            .formatted(role, denied, role));
        }
        reasons.stream().limit(MOST_REASONS).forEach(why -> figure.append("; ").append(why));
        return new Judgement(equal, total, figure.toString(), damages);
    }

    private String megabytes(long pages) {
        return "%,.1f".formatted(pages * pageBytes / 1e6);
    }
}
