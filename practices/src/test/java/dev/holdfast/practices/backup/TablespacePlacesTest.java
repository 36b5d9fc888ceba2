package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.engine.ServerFacts.Tablespace;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablespacePlacesTest {
    @TempDir Path temporary;

    private Path target;
    private Path live;
    private List<Tablespace> fast;

    @BeforeEach
    void placeALiveTablespace() throws IOException {
        target = Files.createDirectory(temporary.resolve("data"));
        live = Files.createDirectory(temporary.resolve("live"));
        fast = List.of(new Tablespace(16400, "fast", live.toString()));
        Files.createDirectory(live.resolve("PG_18_202506291"));
    }

    @Test
    void refusesTheLiveServersPlaceAlsoWhenTheTargetHoldsAnOlderState() {
        assertRefused(() -> places(Map.of(), true).of(fast), "is not empty");
        assertRefused(() -> places(Map.of("fast", live), true).of(fast), "is not empty");
    }

    @Test
    void goesOnToWhereTheTargetHasItAlready() throws IOException {
        Path here = link("fast-here");
        Files.createDirectory(here.resolve("PG_18_202506291"));

        assertThat(places(Map.of(), true).of(fast)).isEqualTo(Map.of(16400L, here));
        assertThat(places(Map.of("fast", here), true).of(fast)).isEqualTo(Map.of(16400L, here));
    }

    @Test
    void doesNotFollowTheLinksOfAnotherServer() throws IOException {
        Path others = link("others");
        Files.createDirectory(others.resolve("PG_18_202506291"));

        assertRefused(() -> places(Map.of(), false).of(fast), live + ", which is not empty");
        assertRefused(() -> places(Map.of("fast", others), false).of(fast), "is not empty");
    }

    @Test
    void takesTheServersPlaceWhereItIsFree() throws IOException {
        Files.delete(live.resolve("PG_18_202506291"));

        assertThat(places(Map.of(), false).of(fast)).isEqualTo(Map.of(16400L, live));
    }

    @Test
    void keepsTablespacesApartFromEachOtherAndFromTheData() {
        List<Tablespace> two =
                List.of(
                        new Tablespace(16400, "fast", "/gone/fast"),
                        new Tablespace(16401, "slow", "/gone/slow"));
        Path one = temporary.resolve("one");

        assertRefused(
                () -> places(Map.of("fast", one, "slow", one), false).of(two), "'slow' would go");
        assertRefused(
                () -> places(Map.of("fast", target.resolve("fast")), false).of(two),
                "where other files of this restore go");
    }

    @Test
    void asksWhereAnInPlaceTablespaceGoes() {
        List<Tablespace> inPlace = List.of(new Tablespace(16400, "here", "pg_tblspc/16400"));

        assertRefused(() -> places(Map.of(), false).of(inPlace), "inside the server's data");
    }

    private TablespacePlaces places(Map<String, Path> asked, boolean isSameServer) {
        return new TablespacePlaces(target, asked, isSameServer);
    }

    private Path link(String name) throws IOException {
        Path place = Files.createDirectory(temporary.resolve(name));
        Files.createDirectory(target.resolve("pg_tblspc"));
        Files.createSymbolicLink(target.resolve("pg_tblspc/16400"), place);
        return place;
    }

    private static void assertRefused(ThrowingCallable call, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.TARGET_REFUSED)).isTrue();
                            assertThat(e.problem().message()).contains(words);
                            assertThat(e.problem().hint()).contains("--tablespace ");
                        });
    }
}
