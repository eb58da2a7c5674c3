package klinggateway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Subject;
import klinggateway.job.ErrorClass;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;
import klinggateway.usage.Status;
import org.junit.jupiter.api.Test;

/** How many jobs fail, in all and of a model. */
class FailuresTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final MadeUpFacts facts = new MadeUpFacts();
    private final Map<Cell, Measures> cells = new HashMap<>();

    @Test
    void too_many_failures_are_told_with_the_most_frequent_model_and_reason() {
        ended("kling-v3", Status.FAILED, "unavailable", 6);
        ended("kling-v3", Status.FAILED, "content", 1);
        ended("kling-v3", Status.SUCCEEDED, Cell.NO_ERROR, 13);

        Finding finding = facts.find(errors(0.3, 20)).getFirst();

        assertThat(finding.subject()).isEqualTo(Subject.GATEWAY);
        assertThat(finding.threshold()).isEqualTo("30%");
        assertThat(finding.sentence())
                .isEqualTo(
                        "7 of 20 jobs that ended since 12:00 UTC failed (35%), mostly kling-v3 with the reason unavailable"
                                + " (6).");
        assertThat(finding.advice())
                .isEqualTo("Kling is in trouble: order again later, or take another model until it is over.");
        assertThat(finding.evidence()).containsEntry("failed", 7L).containsEntry("ended", 20L);
        assertThat(finding.link())
                .isEqualTo("/?range=custom&zone=UTC&granularity=minute&from=2026-11-20T12%3A00%3A00Z"
                        + "&to=2026-11-20T12%3A30%3A00Z&groupBy=status");
    }

    @Test
    void exactly_the_share_or_one_job_too_few_is_quiet() {
        ended("kling-v3", Status.FAILED, "unavailable", 6);
        ended("kling-v3", Status.SUCCEEDED, Cell.NO_ERROR, 14);

        assertThat(facts.find(errors(0.3, 20))).isEmpty();
        assertThat(facts.find(errors(0.29, 20))).hasSize(1);
        assertThat(facts.find(errors(0.29, 21))).isEmpty();
    }

    @Test
    void canceled_expired_and_recorded_jobs_do_not_count_and_open_ones_neither() {
        ended("kling-v3", Status.FAILED, "unavailable", 7);
        ended("kling-v3", Status.SUCCEEDED, Cell.NO_ERROR, 3);
        ended("kling-v3", Status.CANCELED, "canceled", 100);
        ended("kling-v3", Status.EXPIRED, "expired", 100);
        ended("kling-v3", Status.OPEN, Cell.NO_ERROR, 100);
        Cell elsewhere =
                new Cell(Cell.EXTERNAL, "video", "video", "text2video", "kling-v3", "std", "5", Status.FAILED, "other");
        cells.put(elsewhere, MadeUpFacts.calls(100, 0));
        facts.recent = new Cube(cells, Map.of());

        assertThat(facts.find(errors(0.5, 10)).getFirst().sentence()).startsWith("7 of 10 jobs");
        assertThat(facts.find(errors(0.5, 11))).isEmpty();
    }

    @Test
    void with_a_reason_only_its_failures_count_even_where_it_is_an_expiry() {
        ended("kling-v3", Status.FAILED, "unavailable", 7);
        ended("kling-v3", Status.FAILED, "content", 3);
        ended("kling-v3", Status.EXPIRED, "expired", 30);

        Condition content =
                new Condition.ErrorRate(Optional.of("key_1"), Optional.of(ErrorClass.CONTENT), 0.2, 10, HALF_AN_HOUR);
        Condition expired =
                new Condition.ErrorRate(Optional.empty(), Optional.of(ErrorClass.EXPIRED), 0.5, 10, HALF_AN_HOUR);

        assertThat(facts.find(content).getFirst().sentence())
                .isEqualTo(
                        "Key \"team video\" (key_1): 3 of 10 jobs that ended since 12:00 UTC failed with the reason content"
                                + " (30%), mostly kling-v3 with the reason content (3).");
        assertThat(facts.find(expired).getFirst().sentence()).startsWith("30 of 40 jobs");
    }

    @Test
    void a_model_of_which_few_succeed_is_told_and_others_are_not() {
        ended("kling-v3", Status.FAILED, "unavailable", 6);
        ended("kling-v3", Status.SUCCEEDED, Cell.NO_ERROR, 4);
        ended("kling-v2-6", Status.FAILED, "content", 5);
        ended("kling-v2-6", Status.SUCCEEDED, Cell.NO_ERROR, 5);
        ended("kling-v2-1", Status.FAILED, "content", 9);

        assertThat(facts.find(success(Optional.empty(), 0.5))).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(new Subject(Subject.Sort.MODEL, "kling-v3"));
            assertThat(finding.sentence())
                    .isEqualTo(
                            "Model kling-v3: only 4 of 10 jobs that ended since 12:00 UTC succeeded (40%), and most of the"
                                    + " others failed with the reason unavailable (6 of 6).");
        });
        assertThat(facts.find(success(Optional.of("kling-v2-6"), 0.51))).hasSize(1);
        assertThat(facts.find(success(Optional.of("kling-v2-6"), 0.5))).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_unknown() {
        facts.isReadable = false;

        assertThat(facts.look(errors(0.5, 10))).isInstanceOf(Reading.Unknown.class);
        assertThat(facts.look(success(Optional.empty(), 0.5))).isInstanceOf(Reading.Unknown.class);
    }

    private void ended(String model, Status status, String reason, long jobs) {
        cells.put(MadeUpFacts.cell(model, "std", status, reason), MadeUpFacts.calls(jobs, 0));
        facts.recent = new Cube(cells, Map.of());
    }

    private static Condition errors(double above, long leastJobs) {
        return new Condition.ErrorRate(Optional.empty(), Optional.empty(), above, leastJobs, HALF_AN_HOUR);
    }

    private static Condition success(Optional<String> model, double below) {
        return new Condition.SuccessRate(model, below, 10, HALF_AN_HOUR);
    }
}
