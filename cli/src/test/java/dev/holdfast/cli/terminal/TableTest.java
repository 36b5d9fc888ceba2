package dev.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsColumns() {
        List<String> lines =
                new Table("NAME", ">SIZE")
                        .row("a", "1 B")
                        .row("long", "12 kB")
                        .lines(Style.plain());
        assertThat(lines).containsExactly("NAME   SIZE", "a       1 B", "long  12 kB");
    }

    @Test
    void cutsWhatMayBeCutToEightyColumns() {
        List<String> lines =
                new Table("ID", "TEXT~", "OTHER~")
                        .row("20261122-094512-3f2a", "x".repeat(100), "y".repeat(12))
                        .lines(Style.plain());
        assertThat(lines).allMatch(line -> line.length() <= Table.WIDTH);
        assertThat(lines.get(1)).contains("20261122-094512-3f2a").contains("…").contains("yyyy");
    }

    @Test
    void cutsFirstWhatTellsLeast() {
        List<String> lines =
                new Table("WHAT", "SUBJECT~", "BY~~")
                        .row(
                                "a kind of forty letters, which is a lot!",
                                "s".repeat(20),
                                "b".repeat(18))
                        .lines(Style.plain());
        assertThat(lines.get(1)).hasSizeLessThanOrEqualTo(Table.WIDTH).contains("s".repeat(20));
    }

    @Test
    void coloursTakeNoColumns() {
        List<String> lines =
                new Table("STATE", "NAME")
                        .row(new Style(true).good("ok"), "a")
                        .row("failed", "b")
                        .lines(Style.plain());
        assertThat(Style.bare(lines.get(1))).isEqualTo("ok      a");
    }
}
