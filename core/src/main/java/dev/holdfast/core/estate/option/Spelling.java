package dev.holdfast.core.estate.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What somebody may have meant.
public final class Spelling {
    private Spelling() {}

    /// `did you mean 'shop'?`, or all of what there is.
    public static String suggest(String written, Collection<String> known) {
        return closest(written, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() ->
                        known.isEmpty()
                                ? "there is none"
                                : "there is: " + String.join(", ", known));
    }

    /// The known word that differs by few letters, if there is one.
    public static Optional<String> closest(String written, Collection<String> known) {
        int bound = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(name -> distance(written, name) <= bound)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /// Letters to insert, delete, replace or swap with a neighbour (optimal string alignment).
    static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
