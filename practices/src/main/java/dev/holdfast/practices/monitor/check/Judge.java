package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.NotApplicable;
import dev.holdfast.core.health.Examination.Read;
import dev.holdfast.core.health.Examination.Unjudged;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes one result of what a check read: the worst reading speaks, and says how many more there
/// are.
final class Judge {
    private final String database;
    private final Comparisons comparisons;

    /// @param comparisons with what was measured before
    Judge(String database, Comparisons comparisons) {
        this.database = database;
        this.comparisons = comparisons;
    }

    /// Empty where the check has no meaning.
    Optional<CheckResult> judge(Check check, Examination examination) {
        return switch (examination) {
            case NotApplicable _ -> Optional.empty();
            case Unjudged(String reason, String hint) ->
                    Optional.of(
                            result(check, new Judgement(Health.UNKNOWN, Double.NaN, reason, hint)));
            case Read(List<Reading> readings) ->
                    Optional.of(result(check, worst(check, comparisons.judge(check, readings))));
        };
    }

    private static Judgement worst(Check check, List<Judgement> judgements) {
        Comparator<Judgement> badness = Comparator.comparing(Judgement::state);
        Comparator<Judgement> size = Comparator.comparingDouble(Judgement::value);
        Optional<Judgement> worst =
                judgements.stream()
                        .max(
                                badness.thenComparing(
                                        check.limits().isLowBad() ? size.reversed() : size));
        if (worst.isEmpty()) {
            return Judgement.ok(0, "nothing found");
        }
        long others =
                judgements.stream()
                                .filter(each -> each.state() != Health.OK)
                                .filter(each -> each.state() == worst.get().state())
                                .count()
                        - 1;
        return others > 0 ? worst.get().and(others) : worst.get();
    }

    private CheckResult result(Check check, Judgement judgement) {
        boolean well = judgement.state() == Health.OK;
        String hint = judgement.hint().isEmpty() ? check.remedy() : judgement.hint();
        return new CheckResult(
                check.name(),
                database,
                judgement.state(),
                Double.isNaN(judgement.value()) ? Optional.empty() : Optional.of(judgement.value()),
                judgement.message(),
                well ? "" : hint,
                check.limits().unit(),
                0);
    }
}
