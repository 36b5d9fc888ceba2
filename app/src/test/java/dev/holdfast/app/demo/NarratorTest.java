package dev.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NarratorTest {

    private final List<String> lines = new ArrayList<>();
    private final Narrator narrator = new Narrator(lines::add, new Style(false));

    @Test
    void keepsWithinEightyColumns() throws InterruptedException {
        narrator.play(
                new Scene(
                        "A long story", told -> told.say("once upon a time ".repeat(20).strip())));
        narrator.summary();
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(String.join(" ", lines).replaceAll(" +", " "))
                .contains("once upon a time ".repeat(20).strip());
    }

    @Test
    void doesNotBreakWhatHasNoBlank() throws InterruptedException {
        narrator.play(new Scene("A path", told -> told.say("/very/long".repeat(12))));
        assertThat(lines).contains("    " + "/very/long".repeat(12));
    }

    @Test
    void remembersWhatItTold() throws InterruptedException {
        narrator.play(
                new Scene(
                        "First",
                        told -> {
                            told.good("all is well");
                            told.byHand("holdfast status");
                        }));
        narrator.play(new Scene("Second", told -> told.bad("gone")));
        assertThat(narrator.told())
                .extracting(Narrator.Told::title, Narrator.Told::lines, Narrator.Told::byHand)
                .containsExactly(
                        tuple("First", List.of("all is well"), List.of("holdfast status")),
                        tuple("Second", List.of("gone"), List.of()));
    }

    @Test
    void stopsAtADeviation() {
        Scene broken =
                new Scene("Broken", told -> Deviation.unless(false, "it was not so", "look again"));
        assertThatThrownBy(() -> narrator.play(broken)).hasMessage("it was not so");
        assertThat(narrator.told()).isEmpty();
    }
}
