package dev.holdfast.practices.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A scrape, read as strictly as Prometheus' text format and the lint of promtool ask: help and
/// type before the samples, base units, `_total` for counters and for nothing else, no series
/// twice. https://prometheus.io/docs/instrumenting/exposition_formats/
record Scrape(Map<String, String> types, Set<String> series) {
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (gauge|counter)");
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) \\S.*\\.");
    private static final String LABEL = "[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-z_]+)(\\{%1$s(?:,%1$s)*})? (?:-?[0-9.]+(?:E-?[0-9]+)?|NaN|[+-]Inf)"
                            .formatted(LABEL));

    static Scrape of(String text) {
        assertThat(text).endsWith("\n");
        Scrape scrape = new Scrape(new LinkedHashMap<>(), new HashSet<>());
        Set<String> helped = new HashSet<>();
        for (String line : text.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (help.matches()) {
                assertThat(helped.add(help.group(1))).as(line).isTrue();
            } else if (type.matches()) {
                assertThat(helped).as(line).contains(type.group(1));
                assertThat(scrape.types.put(type.group(1), type.group(2))).as(line).isNull();
            } else {
                scrape.sample(line);
            }
        }
        scrape.types.forEach(Scrape::lint);
        return scrape;
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(types).as(line).containsKey(sample.group(1));
        assertThat(series.add(line.substring(0, line.lastIndexOf(' ')))).as(line).isTrue();
    }

    private static void lint(String name, String type) {
        assertThat(name).startsWith("holdfast_").doesNotContain("milli", "minutes", "percent");
        assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
    }
}
