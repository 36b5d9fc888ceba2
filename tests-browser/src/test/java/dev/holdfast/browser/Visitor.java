package dev.holdfast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Somebody who looks at the console, and keeps what went wrong and what was asked of whom.
final class Visitor implements AutoCloseable {
    /// Generous: the machine that runs this may be busy.
    static final int PATIENCE_MILLIS = 60_000;

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    Visitor(Browser browser, String address, Browser.NewContextOptions options) {
        this.context = browser.newContext(options);
        this.context.setDefaultTimeout(PATIENCE_MILLIS);
        this.page = context.newPage();
        this.address = address;
        page.onPageError(mistakes::add);
        page.onConsoleMessage(message -> {
            boolean refusal = message.text().contains("status of 401"); // before the login
            if (message.type().equals("error") && !refusal) {
                mistakes.add(message.text());
            }
        });
        page.onRequest(request -> asked.add(request.url()));
    }

    Page page() {
        return page;
    }

    /// Errors of scripts and of the policy.
    List<String> mistakes() {
        return mistakes;
    }

    /// Every address that was asked for.
    List<String> asked() {
        return asked;
    }

    Visitor login(String token) {
        page.navigate(address + "/");
        page.getByLabel("Token").fill(token);
        page.keyboard().press("Enter");
        return sees("Can I restore?");
    }

    Visitor goes(String path, String heading) {
        page.navigate(address + path);
        return sees(heading);
    }

    /// Waits for the heading of a page.
    Visitor sees(String heading) {
        assertThat(page.locator("main h1")).containsText(heading, patience());
        return this;
    }

    Visitor reads(String text) {
        return reads(page.locator("main"), text);
    }

    Visitor reads(Locator where, String text) {
        assertThat(where).containsText(text, patience());
        return this;
    }

    private static LocatorAssertions.ContainsTextOptions patience() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    void takesPicture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screenshots", name + ".png"))
                        .setFullPage(true));
    }

    /// How many bytes came over the line since the page was loaded.
    int transferred() {
        return number(
                "performance.getEntriesByType('resource').reduce((sum, e) => sum + e.transferSize, 0)");
    }

    int firstPaintMillis() {
        return number("Math.ceil(performance.getEntriesByType('paint')[0].startTime)");
    }

    /// How much wider the page is than the window.
    int sideways() {
        return number("document.documentElement.scrollWidth - window.innerWidth");
    }

    private int number(String expression) {
        return ((Number) page.evaluate(expression)).intValue();
    }

    @Override
    public void close() {
        context.close();
    }
}
