package dev.holdfast.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows under a heading, at most as wide as asked. Where they do not fit, the widest column that
/// may be cut is cut, with an ellipsis; before it those that tell least.
public final class Table {
    /// As wide as the narrowest terminal that people really use.
    public static final int WIDTH = 80;

    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param rightAligned for figures
    /// @param cut how soon it may be cut: 0 never, as for ids; 1 where the beginning tells enough;
    ///   2 before those
    private record Column(String heading, boolean rightAligned, int cut) {}

    /// Headings as written; `>` before one aligns it to the right, `~` after one lets it be cut,
    /// `~~` before those.
    public Table(String... headings) {
        columns = List.of(headings).stream().map(Table::column).toList();
    }

    private static Column column(String heading) {
        boolean right = heading.startsWith(">");
        int cut = heading.endsWith("~~") ? 2 : heading.endsWith("~") ? 1 : 0;
        return new Column(heading.substring(right ? 1 : 0, heading.length() - cut), right, cut);
    }

    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public List<String> lines(Style style) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add(style.faint(line(columns.stream().map(Column::heading).toList(), widths)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).heading().length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], Style.bare(row.get(i)).length());
            }
        }
        int excess = total(widths) - WIDTH;
        for (int widest = widestCut(widths);
                excess > 0 && widest >= 0;
                widest = widestCut(widths)) {
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private int widestCut(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean candidate = columns.get(i).cut() > 0 && widths[i] > LEAST;
            if (candidate && (widest < 0 || goesBefore(i, widest, widths))) {
                widest = i;
            }
        }
        return widest;
    }

    private boolean goesBefore(int i, int other, int[] widths) {
        int cut = columns.get(i).cut();
        int otherCut = columns.get(other).cut();
        return cut > otherCut || (cut == otherCut && widths[i] > widths[other]);
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP);
            line.append(fitted(cells.get(i), widths[i], columns.get(i).rightAligned()));
        }
        return line.toString().stripTrailing();
    }

    private static String fitted(String cell, int width, boolean right) {
        String bare = Style.bare(cell);
        if (bare.length() > width) {
            return bare.substring(0, width - 1) + "…";
        }
        String padding = " ".repeat(width - bare.length());
        return right ? padding + cell : cell + padding;
    }
}
