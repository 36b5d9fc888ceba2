package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.vault.Proof.RungVerdict;
import dev.holdfast.vault.Proof.Verdict;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LadderTest {
    private final Ladder ladder = new Ladder();

    @Test
    void isProvenWhenRungsZeroToSixPassed() {
        IntStream.rangeClosed(0, 6).forEach(rung -> ladder.pass(rung, "", 0));

        assertThat(ladder.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void isPartialWhenARungWasNotRun() {
        IntStream.rangeClosed(0, 5).forEach(rung -> ladder.pass(rung, "", 0));

        assertThat(ladder.verdict()).isEqualTo(Verdict.PARTIAL);
    }

    @Test
    void isFailedWhenTheUsersOwnAssertionFails() {
        IntStream.rangeClosed(0, 6).forEach(rung -> ladder.pass(rung, "", 0));
        ladder.fail(7, "", 0);

        assertThat(ladder.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void tellsWhatTheMachineLacksFromDamage() {
        ladder.pass(0, "", 0);
        ladder.lack(3, "no binaries");

        assertThat(ladder.verdict()).isEqualTo(Verdict.ENVIRONMENT);
    }

    @Test
    void countsDamageAboveWhatTheMachineLacks() {
        ladder.fail(0, "", 0);
        ladder.lack(3, "no binaries");

        assertThat(ladder.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void saysWhyARungWasNotReached() {
        ladder.fail(0, "", 0);

        assertThat(ladder.rungs("rung 0 failed"))
                .hasSize(8)
                .filteredOn(rung -> rung.verdict() == RungVerdict.NOT_RUN)
                .hasSize(7)
                .allSatisfy(rung -> assertThat(rung.figure()).isEqualTo("rung 0 failed"));
    }
}
