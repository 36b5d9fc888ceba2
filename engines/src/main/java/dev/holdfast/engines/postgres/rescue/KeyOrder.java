package dev.holdfast.engines.postgres.rescue;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;

/// How the values of one key column are put in an order that both servers and this program agree
/// on, whatever their collations: numbers and times in their own order, which their index has;
/// everything else by the bytes of its text.
///
/// @param ordering the expression to order by; `%s` stands for the column
/// @param selected the expression whose text this program compares
record KeyOrder(String ordering, String selected, Comparator<String> comparator) {

    private static final Comparator<String> NUMBERS = Comparator.comparingLong(Long::parseLong);
    private static final Comparator<String> DECIMALS = KeyOrder::compareDecimals;
    private static final Comparator<String> BYTES = KeyOrder::compareBytes;

    private static final KeyOrder NUMBER = new KeyOrder("%s", "%s", NUMBERS);
    private static final KeyOrder HEXADECIMAL = new KeyOrder("%s", "%s", BYTES);
    private static final KeyOrder TEXT = new KeyOrder("%s COLLATE \"C\"", "%s", BYTES);
    private static final KeyOrder ANYTHING =
            new KeyOrder("(%s)::text COLLATE \"C\"", "(%s)::text", BYTES);

    private static final Map<String, KeyOrder> BY_TYPE =
            Map.ofEntries(
                    Map.entry("int2", NUMBER),
                    Map.entry("int4", NUMBER),
                    Map.entry("int8", NUMBER),
                    Map.entry("oid", NUMBER),
                    Map.entry("numeric", new KeyOrder("%s", "%s", DECIMALS)),
                    Map.entry("timestamptz", sent("timestamptz_send", 64)),
                    Map.entry("timestamp", sent("timestamp_send", 64)),
                    Map.entry("date", sent("date_send", 32)),
                    // lower-case digits of the bytes that they are ordered by
                    Map.entry("uuid", HEXADECIMAL),
                    Map.entry("bytea", HEXADECIMAL),
                    Map.entry("text", TEXT),
                    Map.entry("varchar", TEXT));

    /// On the wire it is the number that it is ordered by, infinity included.
    private static KeyOrder sent(String function, int bits) {
        String number =
                "('x' || encode(%s(%%s), 'hex'))::bit(%d)::%s"
                        .formatted(function, bits, bits == 64 ? "int8" : "int4");
        return new KeyOrder("%s", number, NUMBERS);
    }

    static KeyOrder of(Column column) {
        return BY_TYPE.getOrDefault(column.typeName(), ANYTHING);
    }

    /// For hashes of whole rows.
    static KeyOrder ofText() {
        return TEXT;
    }

    /// NaN stands behind infinity.
    private static int compareDecimals(String one, String other) {
        int byKind = Integer.compare(kind(one), kind(other));
        return byKind != 0 || kind(one) != 0
                ? byKind
                : new BigDecimal(one).compareTo(new BigDecimal(other));
    }

    private static int kind(String decimal) {
        return switch (decimal) {
            case "-Infinity" -> -1;
            case "Infinity" -> 1;
            case "NaN" -> 2;
            default -> 0;
        };
    }

    /// As UTF-8 is ordered, which is by code points.
    private static int compareBytes(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean isHighPlane = Character.isSurrogate(a) != Character.isSurrogate(b);
                return isHighPlane ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
