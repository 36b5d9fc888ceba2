package dev.holdfast.core.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTextTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Moment parse(String text) {
        return MomentText.parse(text, NOW);
    }

    @Test
    void readsEveryForm() {
        assertThat(parse("latest")).isEqualTo(new Moment.Latest());
        assertThat(parse("snapshot:20261122-120000-abcd"))
                .isEqualTo(new Moment.AtSnapshot("20261122-120000-abcd"));
        assertThat(parse("lsn:1A/3000060")).isEqualTo(new Moment.AtLsn(Lsn.parse("1A/3000060")));
        assertThat(parse("xid:1234")).isEqualTo(new Moment.AtTransaction(1234, true));
        assertThat(parse("before-xid:1234")).isEqualTo(new Moment.AtTransaction(1234, false));
        assertThat(parse("xid:4294968530")).isEqualTo(new Moment.AtTransaction(1234, true));
        assertThat(parse("point:before the update"))
                .isEqualTo(new Moment.AtPoint("before the update"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:50:00Z, 2026-11-22T11:50:00Z",
        "2026-11-22T11:50:00.123456Z, 2026-11-22T11:50:00.123456Z",
        "2026-11-22T12:50:00+01:00, 2026-11-22T11:50:00Z",
        "2026-11-22T12:50:00+01:00[Europe/Vienna], 2026-11-22T11:50:00Z",
        "2026-11-22 11:50:00Z, 2026-11-22T11:50:00Z",
        "2026-11-22 11:50Z, 2026-11-22T11:50:00Z",
        "2026-11-22 11:50:00.123456+00, 2026-11-22T11:50:00.123456Z",
        "2026-11-22 12:50:00 +01:00, 2026-11-22T11:50:00Z",
        "10 min ago, 2026-11-22T11:50:00Z",
        "1h 30min ago, 2026-11-22T10:30:00Z",
    })
    void readsTimes(String text, String expected) {
        assertThat(parse(text)).isEqualTo(new Moment.AtTime(Instant.parse(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "lsn:4711",
                "lsn:0/XYZ",
                "lsn:/",
                "xid:",
                "xid:-1",
                "xid:a",
                "point:",
                "snapshot:",
                "ago",
                "ten min ago",
                "2026-13-01T00:00:00Z"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        HoldfastException.class, e -> assertThat(e.is(ProblemCode.USAGE)).isTrue());
    }

    @Test
    void asksForTheTimeZone() {
        assertThatThrownBy(() -> parse("2026-11-22 11:50"))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().hint()).contains("time zone"));
    }
}
