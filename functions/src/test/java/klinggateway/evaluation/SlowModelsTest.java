package klinggateway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Subject;
import klinggateway.usage.Cube;
import klinggateway.usage.Histogram;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Times;
import org.junit.jupiter.api.Test;

class SlowModelsTest {

    private static final Condition DOUBLE = new Condition.SlowModel(Optional.empty(), 2, 10, Duration.ofHours(1));

    private final MadeUpFacts facts = new MadeUpFacts();
    private final Map<ProductLine, Times> recent = new HashMap<>();
    private final Map<ProductLine, Times> usual = new HashMap<>();

    @Test
    void a_model_that_takes_much_longer_is_told() {
        took(usual, "std", 100, 60);
        took(recent, "std", 10, 180);

        Finding finding = facts.find(DOUBLE).getFirst();

        assertThat(finding.subject()).isEqualTo(new Subject(Subject.Sort.MODEL, "kling-v3"));
        assertThat(finding.threshold()).isEqualTo("2 times");
        assertThat(finding.sentence())
                .isEqualTo(
                        "Model kling-v3: half of the 10 jobs that ended since 11:30 UTC took more than about 2.7 minutes at"
                                + " Kling, 2.4 times as long as in the last 30 days (68 seconds).");
        assertThat(finding.link()).isEqualTo("/?range=7d&zone=UTC&model=kling-v3");
    }

    @Test
    void a_few_jobs_on_either_side_one_that_hung_or_a_little_longer_are_quiet() {
        took(usual, "std", 100, 60);
        took(recent, "std", 9, 600);
        assertThat(facts.find(DOUBLE)).isEmpty();

        took(usual, "std", 9, 60);
        took(recent, "std", 10, 600);
        assertThat(facts.find(DOUBLE)).isEmpty();

        took(usual, "std", 100, 60);
        took(recent, "std", 20, 90);
        recent.merge(line("std"), new Times(Histogram.of(Duration.ofHours(5)), Histogram.EMPTY), Times::plus);
        facts.recent = new Cube(Map.of(), recent);
        assertThat(facts.find(DOUBLE)).isEmpty();
    }

    @Test
    void more_orders_of_a_slow_mode_do_not_make_a_model_slow() {
        took(usual, "std", 1_000, 60);
        took(usual, "pro", 10, 300);
        took(recent, "pro", 50, 300);
        assertThat(facts.find(DOUBLE)).isEmpty();

        took(recent, "pro", 50, 900);

        assertThat(facts.find(DOUBLE)).hasSize(1);
    }

    @Test
    void another_model_than_the_one_that_is_named_is_not_looked_at_and_what_cannot_be_read_is_unknown() {
        took(usual, "std", 100, 60);
        took(recent, "std", 10, 600);
        assertThat(facts.find(new Condition.SlowModel(Optional.of("kling-v2-6"), 2, 10, Duration.ofHours(1))))
                .isEmpty();

        facts.isReadable = false;

        assertThat(facts.look(DOUBLE)).isInstanceOf(Reading.Unknown.class);
    }

    private void took(Map<ProductLine, Times> side, String mode, int jobs, int seconds) {
        Histogram all = IntStream.range(0, jobs)
                .mapToObj(job -> Histogram.of(Duration.ofSeconds(seconds)))
                .reduce(Histogram.EMPTY, Histogram::plus);
        side.put(line(mode), new Times(all, Histogram.EMPTY));
        facts.recent = new Cube(Map.of(), recent);
        facts.usual = new Cube(Map.of(), usual);
    }

    private static ProductLine line(String mode) {
        return new ProductLine("video", "kling-v3", mode);
    }
}
