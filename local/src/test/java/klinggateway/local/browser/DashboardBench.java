package klinggateway.local.browser;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long it takes from a click on a filter to the picture that shows it, printed. Run it alone:
 * {@code mvn -pl emulators,functions,local test -Dtest=DashboardBench -Dsample.jobs=10000 -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class DashboardBench {

    private static final int WARM_UP = 10;
    private static final int CLICKS = 60;

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void from_a_click_to_the_picture() {
        BROWSER.signIn(BROWSER.gateway().adminKey(), "?zone=UTC");
        BROWSER.see(".legend button");
        BROWSER.see(".heat td");

        double[] times = new double[CLICKS];
        for (int i = -WARM_UP; i < CLICKS; i++) {
            double millis = click();
            if (i >= 0) {
                times[i] = millis;
            }
        }

        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "filter to picture, %,d jobs: p50 %.0f ms, p95 %.0f ms, most %.0f ms%n",
                Integer.getInteger("sample.jobs", 500),
                times[CLICKS / 2],
                times[CLICKS * 95 / 100],
                times[CLICKS - 1]);
    }

    /** Milliseconds from a change of a filter until the card has another number and the chart has been painted. */
    private static double click() {
        Object millis = BROWSER.driver().executeAsyncScript("""
                        const done = arguments[arguments.length - 1];
                        const spend = document.querySelector(".card .value");
                        const begun = performance.now();
                        const seen = new MutationObserver(() => {
                          seen.disconnect();
                          requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
                        });
                        seen.observe(spend, { childList: true, characterData: true, subtree: true });
                        const boxes = [...document.querySelectorAll("#filter-mode + .options input")];
                        boxes[0].click();
                        """);
        return ((Number) Objects.requireNonNull(millis)).doubleValue();
    }
}
