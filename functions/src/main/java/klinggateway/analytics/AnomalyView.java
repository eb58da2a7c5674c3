package klinggateway.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import klinggateway.anomaly.Anomaly;
import klinggateway.anomaly.Sentence;

/**
 * An anomaly as it is answered.
 *
 * @param kind {@code spending} or {@code failures}
 * @param expected US dollars, or the share of jobs that fail
 * @param factor how many times the expected it was; absent if next to nothing was expected
 * @param sinceSeconds the length of the minute, quarter or hour that begins at {@code since} and in which it began
 * @param because what explains the most of it; absent if everything rose alike
 * @param also what explains it, too
 */
record AnomalyView(
        String kind,
        Optional<String> apiKey,
        Optional<String> model,
        Instant timeStart,
        Instant timeEnd,
        BigDecimal expected,
        BigDecimal actual,
        Optional<BigDecimal> factor,
        long calls,
        Instant since,
        long sinceSeconds,
        Optional<Because> because,
        List<Because> also,
        String sentence) {

    private static final int DIGITS = 4;
    private static final double DOLLAR = 1e6;

    /** @param share how much of what is too much it accounts for, from 0 to 1 */
    record Because(String dimension, String value, BigDecimal share) {

        static Because of(klinggateway.anomaly.Because because) {
            return new Because(because.dimension().word(), because.value(), rounded(because.share()));
        }
    }

    static AnomalyView of(Anomaly anomaly, ZoneId zone) {
        double unit = switch (anomaly.kind()) {
            case SPENDING -> DOLLAR;
            case FAILURES -> 1;
        };
        List<Because> reasons = anomaly.because().stream().map(Because::of).toList();
        return new AnomalyView(
                anomaly.kind().word(),
                anomaly.keyId(),
                anomaly.model(),
                anomaly.from(),
                anomaly.to(),
                rounded(anomaly.expected() / unit),
                rounded(anomaly.actual() / unit),
                anomaly.factor().map(AnomalyView::rounded),
                anomaly.calls(),
                anomaly.since(),
                anomaly.precision().toSeconds(),
                reasons.stream().findFirst(),
                reasons.stream().skip(1).toList(),
                Sentence.of(anomaly, zone));
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_EVEN);
    }
}
