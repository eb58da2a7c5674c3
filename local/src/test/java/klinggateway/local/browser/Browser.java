package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * A real browser and a gateway of its own, started once for all tests of a class that says
 * {@code @RegisterExtension static final Browser BROWSER = new Browser();}.
 *
 * <p>After each test, its console must have no errors, it must have asked nobody but the gateway, and what it stored is
 * cleared. Of a test that fails there is a picture in {@code target/screenshots}. Without a browser on the machine the tests are
 * skipped, or fail if the system property {@code browser} is {@code required}.
 */
final class Browser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private @Nullable SampleGateway gateway;
    private @Nullable ChromeDriver driver;
    private String testClass = "";
    private final List<String> expectedErrors = new ArrayList<>();
    private final Set<URI> origins = new HashSet<>();
    private final List<String> events = new ArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        testClass = context.getRequiredTestClass().getSimpleName();
        Chromium.find().ifPresentOrElse(chromium -> driver = chromium.start(), Browser::missing);
        gateway = new SampleGateway();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            screenshot(context.getRequiredTestMethod().getName() + "-failed");
        }
        List<String> errors = errors();
        List<URI> elsewhere = traffic().past(allowedOrigins());
        List<String> expected = List.copyOf(expectedErrors);
        driver().executeScript("if (location.protocol !== 'data:') { sessionStorage.clear(); localStorage.clear(); }");
        driver().get("data:,");
        expectedErrors.clear();
        origins.clear();
        events.clear();
        assertThat(errors)
                .as("errors in the browser's console")
                .allMatch(error -> expected.stream().anyMatch(error::contains));
        assertThat(expected)
                .as("errors that were expected, of %s", errors)
                .allMatch(text -> errors.stream().anyMatch(error -> error.contains(text)));
        assertThat(elsewhere).as("requests to others than the gateway").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (driver != null) {
            driver.quit();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    SampleGateway gateway() {
        return Objects.requireNonNull(gateway);
    }

    ChromeDriver driver() {
        return Objects.requireNonNull(driver);
    }

    /** Opens the dashboard, as somebody who has not signed in. */
    void open() {
        driver().get(gateway().url() + "/");
    }

    /** Opens the dashboard and signs in. */
    void signIn(String key) {
        open();
        see("#key").sendKeys(key + "\n");
    }

    /** Waits until something that this CSS selector finds is visible. */
    WebElement see(String selector) {
        return see(selector, "");
    }

    /** Waits until something that this CSS selector finds is visible and has this text in it. */
    WebElement see(String selector, String text) {
        return await("'" + text + "' in " + selector)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                // The page may replace what it shows while this looks at it.
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> driver().findElements(By.cssSelector(selector)).stream()
                                .filter(found ->
                                        found.isDisplayed() && found.getText().contains(text))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** This test makes the console show an error with this text, and may not end without it. */
    void expectError(String text) {
        expectedErrors.add(text);
    }

    /** In this test the page may also load from this origin, such as files of jobs from the emulated Kling. */
    void mayAsk(URI origin) {
        origins.add(origin);
    }

    /** What has been asked for since the test began. */
    Traffic traffic() {
        for (LogEntry entry : driver().manage().logs().get(LogType.PERFORMANCE)) {
            events.add(entry.getMessage());
        }
        return Traffic.of(events);
    }

    /** Writes a picture of what can be seen to {@code target/screenshots}, named after the test class and this. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(testClass + "-" + name + ".png"), driver().getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe finds wrong with the page as it is now: the rules that are violated, and where. */
    List<String> violations() {
        return new AxeBuilder()
                .analyze(driver()).getViolations().stream().map(Browser::text).toList();
    }

    private static String text(Rule rule) {
        StringBuilder text = new StringBuilder(rule.getId() + " (" + rule.getImpact() + "): " + rule.getHelp());
        for (CheckedNode node : rule.getNodes()) {
            text.append("\n    ").append(node.getTarget()).append(' ').append(node.getHtml());
        }
        return text.toString();
    }

    private List<String> errors() {
        return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue()
                        || entry.getMessage().contains("Content Security Policy"))
                .map(LogEntry::getMessage)
                .toList();
    }

    private Set<URI> allowedOrigins() {
        Set<URI> allowed = new HashSet<>(origins);
        allowed.add(gateway().url());
        return allowed;
    }

    private static void missing() {
        String reason = "chromedriver, which comes with the packages chromium-driver and Chrome, is not on the path";
        if (System.getProperty("browser", "").equals("required")) {
            fail(reason);
        }
        Assumptions.abort(reason);
    }
}
