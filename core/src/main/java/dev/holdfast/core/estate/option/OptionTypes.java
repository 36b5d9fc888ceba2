package dev.holdfast.core.estate.option;

import dev.holdfast.core.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The usual types of options.
public final class OptionTypes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern SITE =
            Pattern.compile("https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~/-]*)?");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    private OptionTypes() {}

    /// Any text but empty.
    ///
    /// @param example a right value, for hints
    public static OptionType<String> text(String example) {
        return new ScalarType<>(
                "text",
                example,
                text -> some(text, it -> !it.isBlank() && !REFERENCE.matcher(it).find()),
                Map.of("type", List.of("string", "number"), "minLength", 1));
    }

    /// What a part of the estate is called: it appears in commands.
    public static OptionType<String> name(String example) {
        return new ScalarType<>(
                "a name (letters, digits, - _ and .)",
                example,
                text -> some(text, it -> NAME.matcher(it).matches()),
                Map.of("type", List.of("string", "number"), "pattern", "^" + NAME + "$"));
    }

    /// The address of a web site, without a user or a query, and read without a slash at its end.
    public static OptionType<String> webSite(String example) {
        return new ScalarType<>(
                "the address of a web site",
                example,
                text ->
                        some(text, it -> SITE.matcher(it).matches())
                                .map(it -> it.replaceFirst("/$", "")),
                Map.of("type", "string", "pattern", "^" + SITE + "$"));
    }

    public static OptionType<Boolean> flag() {
        return new ScalarType<>(
                "true or false",
                "true",
                text ->
                        switch (text) {
                            case "true" -> Optional.of(true);
                            case "false" -> Optional.of(false);
                            default -> Optional.empty();
                        },
                Map.of("type", "boolean"));
    }

    /// A whole number from `least` to `most`.
    public static OptionType<Integer> whole(int least, int most, int example) {
        return new ScalarType<>(
                "a whole number from " + least + " to " + most,
                Integer.toString(example),
                text -> Quantities.whole(text).filter(it -> it >= least && it <= most),
                Map.of("type", "integer", "minimum", least, "maximum", most));
    }

    /// Such as `6 h`; longer than nothing.
    public static OptionType<Duration> duration() {
        return new ScalarType<>(
                "a duration",
                "6 h, 30 min or 2 d",
                Quantities::duration,
                Map.of("type", "string", "pattern", Quantities.DURATION));
    }

    /// A duration, or `hourly`, `daily`, `weekly`, `monthly`.
    public static OptionType<Duration> interval() {
        return new ScalarType<>(
                "a duration",
                "6 h, 30 min, daily or weekly",
                Quantities::interval,
                Map.of("type", "string", "pattern", Quantities.INTERVAL));
    }

    /// Such as `200 GB` or `512 MiB`, in bytes.
    public static OptionType<Long> size() {
        return new ScalarType<>(
                "a size",
                "200 GB or 512 MiB",
                Quantities::size,
                Map.of("type", "string", "pattern", Quantities.SIZE));
    }

    /// Such as `20 MB/s`, in bytes a second.
    public static OptionType<Long> rate() {
        return new ScalarType<>(
                "a rate",
                "20 MB/s or 512 KiB/s",
                Quantities::rate,
                Map.of("type", "string", "pattern", Quantities.RATE));
    }

    /// Such as `15 %`, as 15.
    public static OptionType<Double> percent() {
        return new ScalarType<>(
                "a percentage",
                "15 %",
                Quantities::percent,
                Map.of("type", "string", "pattern", Quantities.PERCENT));
    }

    /// A number that is not negative, such as `3` or `0.5`.
    public static OptionType<Double> number() {
        return new ScalarType<>(
                "a number", "3 or 0.5", Quantities::number, Map.of("type", "number", "minimum", 0));
    }

    /// Such as `Europe/Berlin` or `UTC`.
    public static OptionType<ZoneId> timeZone() {
        return new ScalarType<>(
                "a time zone",
                "Europe/Berlin or UTC",
                text -> some(text, ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of),
                Map.of("type", "string"));
    }

    /// One of a few words.
    public static <T> OptionType<T> choice(Map<String, T> words) {
        return new ChoiceType<>(words);
    }

    /// A path; a relative one is relative to the file.
    public static OptionType<Path> path(String example) {
        return new PathType(example);
    }

    /// A reference to a secret; plain text is refused.
    public static OptionType<Secret> secret() {
        return new SecretType();
    }

    /// The name of something that the file declares.
    ///
    /// @param kind as in [Document#declare], such as `storage`
    public static OptionType<String> reference(String kind) {
        return new ReferenceType(kind);
    }

    public static <T> ListType<T> listOf(OptionType<T> item) {
        return new ListType<>(item, true, items -> {});
    }

    public static <T> ListType<T> filledListOf(OptionType<T> item) {
        return new ListType<>(item, false, items -> {});
    }

    /// A part of the language that this version does not carry out.
    public static OptionType<Boolean> later() {
        return new LaterType();
    }

    private static Optional<String> some(String text, Predicate<String> isRight) {
        return Optional.of(text).filter(isRight);
    }
}
