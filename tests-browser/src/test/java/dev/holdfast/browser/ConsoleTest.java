package dev.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.e2e.Api;
import dev.holdfast.e2e.Commands;
import dev.holdfast.e2e.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The console over one daemon and one database, which goes down in the end.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {
    private static final int WHOLE_CONSOLE_BYTES = 300_000;
    private static final Map<String, String> PAGES =
            Map.of(
                    "/", "Can I restore?",
                    "/databases/shop@production", "shop@production",
                    "/snapshots", "Snapshots",
                    "/operations", "Operations",
                    "/branches", "Branches",
                    "/alerts", "Alerts",
                    "/findings", "Findings",
                    "/storages", "Storages",
                    "/journal", "Journal");

    @TempDir static Path directory;
    private static Chromium chromium;
    private static Site site;
    private static Commands.Running daemon;
    private static Api api;

    @BeforeAll
    static void serve() throws Exception {
        chromium = Chromium.start();
        site = Site.with(18, directory);
        site.configure(
                Site.yaml(site.server().port())
                        + "          every: 6 h\n"
                        + "          wal: stream\n"
                        + "          prove: {newest: daily}\n");
        daemon = site.start("serve", "--listen", "127.0.0.1:0");
        daemon.untilItSays("backup prove shop@production is done");
        api = Api.of(daemon, token("anna", "operator"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.holdfast("branch", "close", "--all").exits(0);
            site.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static String token(String name, String role) throws Exception {
        return site.holdfast("token", "create", name, "--role", role, "--json")
                .exits(0)
                .json()
                .get("token")
                .asString();
    }

    private static Visitor visitor(NewContextOptions options) {
        return new Visitor(chromium.browser(), api.address(), options);
    }

    private static Visitor visitor() {
        return visitor(new NewContextOptions().setViewportSize(1280, 900));
    }

    private static Locator button(Visitor visitor, String name) {
        return visitor.page()
                .getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    @Order(1)
    void theFirstPageAnswersWhetherItCanBeRestored() {
        try (Visitor anna = visitor().login(api.token())) {
            Locator answers = anna.page().locator(".answers");
            anna.reads(answers, "Yes").reads(answers, "2 places").reads(answers, "onsite");
            anna.reads("restorable and proven");
            assertThat(anna.transferred()).isLessThan(WHOLE_CONSOLE_BYTES);
            System.out.printf(
                    "first page: %d bytes, painted after %d ms%n",
                    anna.transferred(), anna.firstPaintMillis());
            assertThat(anna.firstPaintMillis()).isLessThan(5_000); // under a second when idle
            assertThat(anna.mistakes()).isEmpty();
            anna.takesPicture("first");
        }
    }

    @Test
    @Order(2)
    void everyPageIsThereInEveryLight() {
        try (Visitor light = visitor();
                Visitor dark = visitor(new NewContextOptions().setColorScheme(ColorScheme.DARK));
                Visitor phone = visitor(new NewContextOptions().setViewportSize(390, 844))) {
            walk(light.login(api.token()), "light");
            walk(dark.login(api.token()), "dark");
            walk(phone.login(api.token()), "phone");
            assertThat(light.asked()).allMatch(url -> url.startsWith(api.address()));
        }
    }

    private static void walk(Visitor visitor, String name) {
        PAGES.forEach((path, heading) -> {
            visitor.goes(path, heading);
            assertThat(visitor.page().locator("main [role=status] >> text=Loading")).hasCount(0);
            visitor.takesPicture(name + path.replaceAll("[^a-z]+", "-"));
            assertThat(visitor.sideways()).as(path + " in " + name).isLessThanOrEqualTo(0);
            assertThat(visitor.transferred()).isLessThan(WHOLE_CONSOLE_BYTES);
        });
        assertThat(visitor.mistakes()).as(name).isEmpty();
    }

    @Test
    @Order(3)
    void aMomentIsChosenWithTheKeyboardAlone() {
        try (Visitor anna = visitor().login(api.token())) {
            anna.goes("/databases/shop@production", "shop@production");
            Locator timeline = anna.page().getByRole(AriaRole.SLIDER);
            timeline.focus();
            anna.page().keyboard().press("PageDown");
            anna.reads("can be brought back from onsite and cloud")
                    .reads("holdfast branch open shop@production --at snapshot:");
            assertThat(timeline)
                    .hasAttribute("aria-valuetext", Pattern.compile("can be brought back from"));
            anna.takesPicture("moment");
            anna.page().locator("hf-moment a").click();
            anna.reads("Receipts of its proofs").reads("page checksums");
            anna.takesPicture("snapshot");
            assertThat(anna.mistakes()).isEmpty();
        }
    }

    @Test
    @Order(4)
    void aBackupIsBegunAndFollowedToItsEnd() {
        try (Visitor anna = visitor().login(api.token())) {
            button(anna, "Back up now").click();
            anna.sees("backup run shop@production").reads("read pages");
            anna.takesPicture("operation");
            anna.reads("\"snapshot\"").reads("token:anna@");
            anna.goes("/journal?search=backup run", "Journal").reads("token:anna@");
            button(anna, "Verify it").click();
            anna.reads(anna.page().locator("hf-toast"), "as they were written");
            assertThat(anna.mistakes()).isEmpty();
        }
    }

    @Test
    @Order(5)
    void afterAnAccidentAMomentIsOpenedAndRowsAreBroughtBack() throws Exception {
        site.server()
                .execute(
                        "shop",
                        "create table orders (id int primary key, customer text)",
                        "insert into orders select g, 'c' || g from generate_series(1, 500) g");
        try (Visitor anna = visitor().login(api.token())) {
            button(anna, "Back up now").click();
            anna.sees("backup run shop@production").reads("\"snapshot\"");
            site.server().execute("shop", "delete from orders"); // where has been forgotten
            anna.goes("/databases/shop@production", "shop@production");
            anna.page().getByRole(AriaRole.SLIDER).focus();
            anna.page().keyboard().press("PageDown");
            anna.reads("can be brought back from");
            anna.reads("Transactions a second").reads("Connections in use");
            anna.takesPicture("moment-ways");

            button(anna, "Open a branch here").click();
            anna.sees("branch open").reads("is open");
            button(anna, "Show its address, once").click();
            anna.reads("psql postgresql://holdfast_branch:");
            anna.takesPicture("branch-open");
            anna.goes("/branches", "Branches").reads("running");
            anna.takesPicture("branches");
            anna.page().locator("hf-branches button").click();
            anna.sees("branch close").reads("done");

            anna.goes("/databases/shop@production", "shop@production");
            anna.page().getByRole(AriaRole.SLIDER).focus();
            anna.page().keyboard().press("PageDown");
            anna.page().getByLabel("Table").fill("orders");
            button(anna, "Compare").click();
            anna.sees("backup rescue shop@production")
                    .reads("500")
                    .reads("orders: 500 rows come back");
            anna.takesPicture("rescue");
            Download repair =
                    anna.page()
                            .waitForDownload(() ->
                                    anna.page()
                                            .getByRole(
                                                    AriaRole.LINK,
                                                    new Page.GetByRoleOptions()
                                                            .setName("Download the repair"))
                                            .click());
            assertThat(Files.readString(repair.path())).contains("c500").contains("COMMIT;");
            assertThat(anna.mistakes()).isEmpty();
        }
    }

    @Test
    @Order(6)
    void aViewerSeesNothingToBegin() throws Exception {
        try (Visitor vera = visitor().login(token("vera", "viewer"))) {
            vera.reads(vera.page().locator(".answers"), "Can I restore?");
            assertThat(button(vera, "Back up now")).hasCount(0);
            vera.goes("/findings", "Findings");
            assertThat(button(vera, "Check now")).hasCount(0);
        }
    }

    @Test
    @Order(7)
    void anEndedSessionAsksForTheTokenAgain() throws Exception {
        try (Visitor eva = visitor().login(token("eva", "viewer"))) {
            site.holdfast("token", "revoke", "eva").exits(0);
            eva.reads(eva.page().locator("hf-login"), "Your session has ended");
            eva.takesPicture("expired");
            eva.page().getByLabel("Token").fill("hf_wrong");
            eva.page().keyboard().press("Enter");
            eva.reads(eva.page().locator("hf-login"), "not known");
            eva.page().getByLabel("Token").fill(api.token());
            eva.page().keyboard().press("Enter");
            eva.sees("Can I restore?");
        }
    }

    @Test
    @Order(8)
    void aDatabaseThatGoesDownIsFoundWhileLooking() {
        try (Visitor anna = visitor().login(api.token())) {
            anna.goes("/findings", "Findings");
            site.server().kill9();
            button(anna, "Check now").click();
            anna.reads("shop@production").reads("mend");
            anna.takesPicture("down");
            anna.goes("/alerts", "Alerts").reads("available of shop@production");
            Locator down =
                    anna.page()
                            .locator(".finding")
                            .filter(
                                    new Locator.FilterOptions()
                                            .setHasText("available of shop@production"));
            down.getByText("Acknowledge").click();
            anna.reads(down, "token:anna@");
            down.getByText("Silence …").click();
            anna.page().getByLabel("Why").fill("it is known");
            anna.takesPicture("silence");
            button(anna, "Silence").click();
            anna.reads("it is known");
            anna.takesPicture("alerts");
            anna.goes("/", "Can I restore?");
            anna.reads(anna.page().locator(".answers"), "Yes"); // from the storages
            button(anna, "Back up now").click();
            anna.sees("backup run shop@production").reads("failed");
            anna.takesPicture("failed");
        }
    }

    @Test
    @Order(9)
    void aDaemonThatEndsIsSaidToBeGone() throws Exception {
        try (Visitor anna = visitor().login(api.token())) {
            daemon.killAfter(Duration.ZERO);
            assertThat(anna.page().locator(".cut-off"))
                    .containsText(
                            "does not answer",
                            new LocatorAssertions.ContainsTextOptions()
                                    .setTimeout(Visitor.PATIENCE_MILLIS));
            anna.takesPicture("gone");
        }
    }
}
