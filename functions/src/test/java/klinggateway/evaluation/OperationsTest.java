package klinggateway.evaluation;

import static klinggateway.evaluation.MadeUpFacts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Reconciliations.Outcome;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.Pack;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.JobId;
import klinggateway.job.Pool;
import org.junit.jupiter.api.Test;

/** Queues, packs, dead letters and differences. */
class OperationsTest {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final MadeUpFacts facts = new MadeUpFacts();

    @Test
    void a_job_that_has_been_waiting_for_longer_than_the_limit_is_told_even_if_nothing_leaves_the_queue() {
        JobId job = JobId.of(NOW.minus(LIMIT).minusMillis(1), 1);
        facts.queues.put(Pool.VIDEO, job);
        facts.queues.put(Pool.IMAGE, JobId.of(NOW.minus(LIMIT), 1));

        assertThat(facts.find(new Condition.QueueWait(Optional.empty(), LIMIT)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo(new Subject(Subject.Sort.POOL, "video"));
                    assertThat(finding.threshold()).isEqualTo("30 minutes");
                    assertThat(finding.sentence())
                            .isEqualTo("The oldest job in the queue of the pool video (" + job
                                    + ") has been waiting for 30 minutes, since 2026-11-20, 11:59 UTC.");
                    assertThat(finding.link()).isEqualTo("/?view=status");
                });
        assertThat(facts.find(new Condition.QueueWait(Optional.of(Pool.IMAGE), LIMIT)))
                .isEmpty();
    }

    @Test
    void each_part_of_a_pack_that_is_left_at_most_is_a_finding() {
        facts.packs.add(pack("1", Pool.VIDEO, "50", 30));

        List<Finding> found = facts.find(remaining(20, 5, 4));

        assertThat(found).extracting(Finding::threshold).containsExactly("5%", "20%");
        assertThat(found.getFirst().subject()).isEqualTo(new Subject(Subject.Sort.PACK, "1"));
        assertThat(found.getFirst().sentence())
                .isEqualTo(
                        "Kling's pack Pack 1 has 50 of 1000 units left (5%), by Kling's numbers, which lag by up to 12 hours.");
        assertThat(found.getFirst().advice()).startsWith("Buy another one");
    }

    @Test
    void advice_on_a_pack_counts_what_is_left_in_others_for_the_same() {
        facts.packs.add(pack("1", Pool.VIDEO, "50", 30));
        facts.packs.add(pack("2", Pool.VIDEO, "700.5", 60));
        facts.packs.add(pack("3", Pool.IMAGE, "800", 60));

        assertThat(facts.find(remaining(20)).getFirst().advice())
                .isEqualTo("Nothing has to be done at once: 700.5 units are left in other packs for the same.");
    }

    @Test
    void an_empty_pack_is_told_until_there_is_another_one() {
        facts.packs.add(pack("1", Pool.VIDEO, "0", 30));
        assertThat(facts.find(remaining(5))).hasSize(1);

        facts.packs.add(pack("2", Pool.VIDEO, "1000", 60));

        assertThat(facts.find(remaining(5))).isEmpty();
    }

    @Test
    void a_pack_that_ends_soon_with_units_left_is_told_once_for_each_limit() {
        facts.packs.add(pack("1", Pool.VIDEO, "500", 3));
        facts.packs.add(pack("2", Pool.VIDEO, "500", 15));
        facts.packs.add(pack("3", Pool.VIDEO, "0", 3));
        facts.packs.add(pack("4", Pool.VIDEO, "500", 0));

        List<Finding> found = facts.find(new Condition.PackExpiry(new TreeSet<>(List.of(14, 3, 2))));

        assertThat(found).extracting(Finding::threshold).containsExactly("3 days", "14 days");
        assertThat(found.getFirst().sentence())
                .isEqualTo("Kling's pack Pack 1 ends in 3 days, on 2026-11-23, 12:30 UTC, with 500 units left.");
        assertThat(found.getFirst().advice())
                .isEqualTo(
                        "Order before then what is planned for later: 167 units a day would use it up. Kling refunds none.");
    }

    @Test
    void dead_letters_are_told_queue_by_queue_as_long_as_there_are_any() {
        facts.deadLetters.put(DeadLetterQueue.POLL, 0L);
        assertThat(facts.find(new Condition.DeadLetters())).isEmpty();

        facts.deadLetters.put(DeadLetterQueue.POLL, 1L);
        facts.deadLetters.put(DeadLetterQueue.SCHEDULE, 2L);
        List<Finding> found = facts.find(new Condition.DeadLetters());

        assertThat(found)
                .extracting(Finding::subject)
                .containsExactly(new Subject(Subject.Sort.QUEUE, "poll"), new Subject(Subject.Sort.QUEUE, "schedule"));
        assertThat(found)
                .extracting(Finding::sentence)
                .containsExactly(
                        "1 message of the function poll failed five times and is in its dead letter queue.",
                        "2 scheduled runs failed three times in a row and are in the dead letter queue of schedules.");
    }

    @Test
    void differences_of_the_last_reconciliation_are_told_from_the_least_sum_on() {
        facts.outcome = Optional.of(outcome(true, 2, 1, 0, 1_500_000));

        assertThat(facts.find(new Condition.Reconciliation(OptionalLong.of(1_500_001))))
                .isEmpty();
        assertThat(facts.find(new Condition.Reconciliation(OptionalLong.of(1_500_000)))
                        .getFirst()
                        .threshold())
                .isEqualTo("$1.50");
        assertThat(facts.find(new Condition.Reconciliation(OptionalLong.empty()))
                        .getFirst()
                        .sentence())
                .isEqualTo(
                        "The reconciliation of 2026-11-20, 12:30 UTC, of jobs since 2026-11-13 found 2 jobs charged something"
                                + " else than Kling took, 1 that Kling has no record of, and 0 tasks of Kling's without a job: $1.50 in"
                                + " sum.");
    }

    @Test
    void no_reconciliation_yet_is_quiet_and_one_that_broke_off_without_a_difference_says_nothing() {
        Condition any = new Condition.Reconciliation(OptionalLong.empty());
        assertThat(facts.find(any)).isEmpty();

        facts.outcome = Optional.of(outcome(true, 0, 0, 0, 0));
        assertThat(facts.find(any)).isEmpty();

        facts.outcome = Optional.of(outcome(false, 0, 0, 0, 0));
        assertThat(facts.look(any)).isInstanceOf(Reading.Unknown.class);

        facts.outcome = Optional.of(outcome(false, 0, 0, 1, 0));
        assertThat(facts.find(any)).hasSize(1);
    }

    @Test
    void what_cannot_be_read_is_unknown() {
        facts.isReadable = false;

        assertThat(List.of(
                        new Condition.QueueWait(Optional.empty(), LIMIT),
                        remaining(20),
                        new Condition.PackExpiry(new TreeSet<>(List.of(3))),
                        new Condition.DeadLetters(),
                        new Condition.Reconciliation(OptionalLong.empty())))
                .allSatisfy(condition -> assertThat(facts.look(condition)).isInstanceOf(Reading.Unknown.class));
    }

    private static Condition remaining(Integer... percent) {
        return new Condition.PackRemaining(new TreeSet<>(List.of(percent)));
    }

    private static Pack pack(String id, Pool pool, String left, int days) {
        return new Pack(
                id,
                "Pack " + id,
                Optional.of(pool),
                Optional.of(new BigDecimal("1000")),
                new BigDecimal(left),
                Optional.of(NOW.plus(Duration.ofDays(days))));
    }

    private static Outcome outcome(
            boolean isComplete, long differing, long missingThere, long missingHere, long microUsd) {
        return new Outcome(
                NOW, NOW.minus(Duration.ofDays(7)), NOW, isComplete, differing, missingThere, missingHere, microUsd);
    }
}
