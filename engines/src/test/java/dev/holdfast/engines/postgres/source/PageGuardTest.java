package dev.holdfast.engines.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.engines.postgres.page.PageChecksum;
import dev.holdfast.engines.postgres.page.RelationFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PageGuardTest {

    private static final int PAGE = 8192;
    private static final long SEGMENT = 1L << 30;
    private static final SourceFile FILE = new SourceFile("base/5/16384.1", 2 * PAGE, Kind.PAGED);
    private static final RelationFile RELATION = RelationFile.parse(FILE.path()).orElseThrow();

    private final List<Integer> damaged = new ArrayList<>();

    @Test
    void takesValidAndNewPagesWithoutASecondLook() {
        byte[] pages = new byte[2 * PAGE];
        System.arraycopy(page(131072, (byte) 1), 0, pages, 0, PAGE);
        check(pages, failing());
        assertThat(damaged).isEmpty();
    }

    @Test
    void knowsPagesByTheirPlaceInTheRelation() {
        byte[] pages = new byte[2 * PAGE];
        byte[] misplaced = page(0, (byte) 1);
        System.arraycopy(misplaced, 0, pages, PAGE, PAGE);
        check(pages, (file, offset, length) -> Optional.of(misplaced.clone()));
        assertThat(damaged).containsExactly(1);
    }

    @Test
    void putsThePageInPlaceThatIsWholeOnTheSecondLook() {
        byte[] whole = page(131073, (byte) 7);
        byte[] pages = new byte[2 * PAGE];
        System.arraycopy(whole, 0, pages, PAGE, PAGE);
        pages[PAGE + 5000] ^= 1;
        check(
                pages,
                (file, offset, length) -> {
                    assertThat(offset).isEqualTo(PAGE);
                    return Optional.of(whole.clone());
                });
        assertThat(damaged).isEmpty();
        assertThat(pages[PAGE + 5000]).isEqualTo(whole[5000]);
    }

    @Test
    void acceptsAPageThatKeepsChanging() {
        byte[] pages = new byte[2 * PAGE];
        byte[] torn = page(131073, (byte) 7);
        torn[9] ^= 1;
        System.arraycopy(torn, 0, pages, PAGE, PAGE);
        check(
                pages,
                (file, offset, length) -> {
                    torn[6000]++;
                    return Optional.of(torn.clone());
                });
        assertThat(damaged).isEmpty();
    }

    @Test
    void reportsAPageThatStaysWrong() {
        byte[] pages = new byte[2 * PAGE];
        byte[] wrong = page(131073, (byte) 7);
        wrong[6000] ^= 1;
        System.arraycopy(wrong, 0, pages, PAGE, PAGE);
        check(pages, (file, offset, length) -> Optional.of(wrong.clone()));
        assertThat(damaged).containsExactly(1);
        assertThat(pages).endsWith(wrong);
    }

    @Test
    void acceptsAPageThatWasCutOffMeanwhile() {
        byte[] pages = new byte[2 * PAGE];
        byte[] wrong = page(131073, (byte) 7);
        wrong[6000] ^= 1;
        System.arraycopy(wrong, 0, pages, PAGE, PAGE);
        check(pages, (file, offset, length) -> Optional.empty());
        assertThat(damaged).isEmpty();
    }

    private void check(byte[] pages, PageGuard.Again again) {
        new PageGuard(PAGE, SEGMENT, true, again)
                .check(
                        RELATION,
                        FILE,
                        0,
                        new PageGuard.Pages(pages, 0, pages.length),
                        damaged::add);
    }

    private static PageGuard.Again failing() {
        return (file, offset, length) -> {
            throw new AssertionError("read again without need");
        };
    }

    /// A page with a sane header, filled with `filler`.
    private static byte[] page(long block, byte filler) {
        byte[] page = new byte[PAGE];
        Arrays.fill(page, 24, PAGE, filler);
        page[12] = 24;
        page[15] = 0x20;
        page[17] = 0x20;
        int checksum = PageChecksum.of(page, 0, PAGE, block);
        page[8] = (byte) checksum;
        page[9] = (byte) (checksum >>> 8);
        return page;
    }
}
