package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.opentest4j.TestAbortedException;

/**
 * A real browser and a gateway with sample jobs, started once for all classes of tests that say
 * {@code @RegisterExtension static final Browser BROWSER = new Browser();}.
 *
 * <p>After each test, its console must have no errors, it must have asked nobody but the gateway, and what it stored is
 * cleared. Of a test that fails there is a picture in {@code target/screenshots}. Without a browser on the machine the tests are
 * skipped, or fail if the system property {@code browser} is {@code required}.
 */
final class Browser implements BeforeAllCallback, AfterEachCallback {

    /** Far more than anything takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private @Nullable Running running;
    private String testClass = "";
    private final List<String> expectedErrors = new ArrayList<>();
    private final Set<URI> origins = new HashSet<>();
    private final List<String> events = new ArrayList<>();

    /** What lives until the last test has ended. */
    private record Running(ChromeDriver driver, SampleGateway gateway) implements AutoCloseable {

        static Running start() {
            ChromeDriver driver = Chromium.find().map(Chromium::start).orElseThrow(Browser::missing);
            try {
                return new Running(driver, new SampleGateway());
            } catch (RuntimeException e) {
                driver.quit();
                throw e;
            }
        }

        @Override
        public void close() {
            driver.quit();
            gateway.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        testClass = context.getRequiredTestClass().getSimpleName();
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Browser.class))
                .computeIfAbsent("running", _ -> Running.start(), Running.class);
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

    SampleGateway gateway() {
        return Objects.requireNonNull(running).gateway();
    }

    ChromeDriver driver() {
        return Objects.requireNonNull(running).driver();
    }

    /** Opens the dashboard, as somebody who has not signed in. */
    void open() {
        open("");
    }

    /** Opens the dashboard at a link to it: {@code ?view=jobs}. */
    void open(String link) {
        driver().get(gateway().url() + "/" + link);
    }

    /** Opens the dashboard and signs in. */
    void signIn(String key) {
        signIn(key, "");
    }

    void signIn(String key, String link) {
        open(link);
        see("#key").sendKeys(key + "\n");
        miss("#key");
    }

    /** Waits until something that this CSS selector finds is visible. */
    WebElement see(String selector) {
        return see(selector, "");
    }

    /** Waits until something that this CSS selector finds is visible and has this text in it. */
    WebElement see(String selector, String text) {
        return found(selector, text, Optional::of);
    }

    /** What something that this CSS selector finds is like, once it is visible. */
    String read(String selector, Function<WebElement, @Nullable String> like) {
        return read(selector, "", like);
    }

    /** The same of what has this text in it. */
    String read(String selector, String text, Function<WebElement, @Nullable String> like) {
        return found(selector, text, found -> Optional.ofNullable(like.apply(found)));
    }

    private <T> T found(String selector, String text, Function<WebElement, Optional<T>> like) {
        return await("'" + text + "' in " + selector)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                // The page may replace what it shows while this looks at it.
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> driver().findElements(By.cssSelector(selector)).stream()
                                .filter(found ->
                                        found.isDisplayed() && found.getText().contains(text))
                                .findFirst()
                                .flatMap(like),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until nothing that this CSS selector finds is visible. */
    void miss(String selector) {
        await("no " + selector)
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(() ->
                        driver().findElements(By.cssSelector(selector)).stream().noneMatch(WebElement::isDisplayed));
    }

    /** Clicks what this CSS selector finds, once it is visible; again if the page replaces it meanwhile. */
    void click(String selector) {
        await("a click on " + selector)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .untilAsserted(() -> see(selector).click());
    }

    /** Clicks that which has exactly this text, of all that this CSS selector finds; again if the page replaces it meanwhile. */
    void click(String selector, String text) {
        await("a click on '" + text + "' in " + selector)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> {
                    Optional<WebElement> found = driver().findElements(By.cssSelector(selector)).stream()
                            .filter(one -> one.getText().equals(text))
                            .findFirst();
                    found.ifPresent(WebElement::click);
                    return found.isPresent();
                });
    }

    /** Waits until the page's URL has this in it. */
    void seeUrl(String text) {
        await("a URL with " + text).atMost(PATIENCE).until(() -> url().contains(text));
    }

    String url() {
        return Objects.requireNonNull(driver().getCurrentUrl());
    }

    /** Shows the page at this width, with light or dark colours. */
    void look(int width, String scheme) {
        driver().executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver().executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
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

    /** Ends the tests as skipped, or as failed where a browser is required. */
    private static RuntimeException missing() {
        String reason = "chromedriver, which comes with the packages chromium-driver and Chrome, is not on the path";
        if (System.getProperty("browser", "").equals("required")) {
            return new IllegalStateException(reason);
        }
        return new TestAbortedException(reason);
    }
}
