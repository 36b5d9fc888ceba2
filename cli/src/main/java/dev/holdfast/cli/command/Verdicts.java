package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;

/// The words of a proof's verdict, coloured.
final class Verdicts {
    private Verdicts() {}

    static String styled(String verdict, Style style) {
        return switch (verdict) {
            case "proven" -> style.good(verdict);
            case "failed" -> style.bad(verdict);
            default -> style.warning(verdict);
        };
    }
}
