package dev.holdfast.practices.monitor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackupCheckSetTest {

    @Test
    void doesNotWarnOfWhatIsOnlyOnItsWayIntoAStorageThatTakesPiecesSeldom() {
        Limits limits = recoveryPoint(Duration.ofSeconds(5), Duration.ofSeconds(30));
        assertThat(limits.judge(65)).isEqualTo(Health.OK);
        assertThat(limits.judge(95)).isEqualTo(Health.WARNING);
        assertThat(limits.judge(200)).isEqualTo(Health.CRITICAL);
    }

    @Test
    void keepsTheObjectiveWhereTheStorageIsQuick() {
        Limits limits = recoveryPoint(Duration.ofMinutes(5), Duration.ofSeconds(1));
        assertThat(limits.judge(290)).isEqualTo(Health.OK);
        assertThat(limits.judge(301)).isEqualTo(Health.WARNING);
        assertThat(limits.judge(3_100)).isEqualTo(Health.CRITICAL);
    }

    private static Limits recoveryPoint(Duration objective, Duration pieces) {
        return BackupCheckSet.recoveryPoint(objective, pieces).limits();
    }
}
