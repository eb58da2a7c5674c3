package klinggateway.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import klinggateway.anomaly.Anomaly.Extent;
import klinggateway.anomaly.Anomaly.Kind;
import klinggateway.usage.Dimension;
import org.junit.jupiter.api.Test;

class SentenceTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T23:00:00Z");
    private static final List<Because> MODEL =
            List.of(new Because(Dimension.MODEL, "kling-v3", 0.83, 0.7), new Because(Dimension.MODE, "pro", 0.97, 0.6));

    @Test
    void says_what_was_spent_what_is_usual_why_and_since_when() {
        Anomaly anomaly = spending(Extent.WHOLE_DAY, 10_200_000, Duration.ofDays(1), MODEL);

        String sentence = Sentence.of(anomaly, ZURICH);

        assertThat(sentence)
                .isEqualTo(
                        "Key video spent $61.20 on Tuesday, 2026-11-24, 6 times its usual Tuesday ($10.20), because of "
                                + "model kling-v3 with mode pro (83 % of what is too much), from 14:10 on.");
    }

    @Test
    void says_up_to_when_a_day_was_looked_at() {
        Anomaly anomaly = spending(Extent.DAY_SO_FAR, 4_000_000, Duration.ofMinutes(930), List.of());

        String sentence = Sentence.of(anomaly, ZURICH);

        assertThat(sentence)
                .isEqualTo(
                        "Key video spent $61.20 on Tuesday, 2026-11-24 until 15:30, 15 times its usual Tuesday until "
                                + "then ($4.00), spread over all it does, from 14:10 on.");
    }

    @Test
    void names_no_multiple_of_nothing() {
        Anomaly anomaly = spending(Extent.HOURS, 0, Duration.ofHours(2), MODEL.subList(1, 2));

        String sentence = Sentence.of(anomaly, ZURICH);

        assertThat(sentence)
                .isEqualTo(
                        "Key video spent $61.20 on Tuesday, 2026-11-24 from 00:00 to 02:00, where next to nothing is "
                                + "usual, because of mode pro (97 % of what is too much), from 14:10 on.");
        assertThat(anomaly.factor()).isEmpty();
    }

    @Test
    void says_how_many_jobs_of_a_model_failed() {
        Anomaly anomaly = new Anomaly(
                Kind.FAILURES,
                Optional.empty(),
                Optional.of("kling-v3"),
                MIDNIGHT.plus(Duration.ofHours(14)),
                MIDNIGHT.plus(Duration.ofHours(16)),
                Extent.HOURS,
                0.04,
                0.68,
                60,
                MIDNIGHT.plus(Duration.ofMinutes(850)),
                Duration.ofMinutes(1),
                List.of(new Because(Dimension.REASON, "unavailable", 0.97, 0.9)),
                false);

        String sentence = Sentence.of(anomaly, ZURICH);

        assertThat(sentence)
                .isEqualTo(
                        "Model kling-v3 failed in 41 of 60 jobs on Tuesday, 2026-11-24 from 14:00 to 16:00, where 4 % are "
                                + "usual, because of reason unavailable (97 % of what is too much), from 14:10 on.");
    }

    private static Anomaly spending(Extent extent, double expected, Duration length, List<Because> because) {
        return new Anomaly(
                Kind.SPENDING,
                Optional.of("video"),
                Optional.empty(),
                MIDNIGHT,
                MIDNIGHT.plus(length),
                extent,
                expected,
                61_200_000,
                90,
                MIDNIGHT.plus(Duration.ofMinutes(850)),
                Duration.ofMinutes(1),
                because,
                true);
    }
}
