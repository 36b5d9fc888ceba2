package dev.holdfast.cli.progress;

import dev.holdfast.core.operation.ProgressView.StepView;
import java.time.Instant;
import java.util.List;

/// The one line that is redrawn: the step's name, a bar, and as many figures as fit.
record BarLine(Glyphs glyphs, int width) {
    private static final int NAME = 32;
    private static final int BAR = 20;

    /// Never longer than the width.
    String of(StepView step, double perSecond, Instant now) {
        StepText text = new StepText(step);
        StringBuilder line = new StringBuilder(padded(step.name()));
        if (step.total().isPresent() && width >= NAME + BAR + 12) {
            line.append("  ").append(bar(text.percent()));
        }
        appendWhatFits(line, text.parts(perSecond, now));
        return line.length() > width ? line.substring(0, Math.max(0, width)) : line.toString();
    }

    private void appendWhatFits(StringBuilder line, List<String> parts) {
        for (String part : parts) {
            if (line.length() + 2 + part.length() > width) {
                return;
            }
            line.append("  ").append(part);
        }
    }

    private String bar(int percent) {
        int full = percent * BAR / 100;
        return glyphs.full.repeat(full) + glyphs.empty.repeat(BAR - full);
    }

    /// Of one width, so that the bar stays where it is from step to step.
    private static String padded(String name) {
        return name.length() > NAME
                ? name.substring(0, NAME - 1) + "…"
                : name + " ".repeat(NAME - name.length());
    }
}
