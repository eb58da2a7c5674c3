package klinggateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Delivery.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private static final JobId JOB = JobId.parse("job_1p3y5sd400000").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");
    private static final Delivery FRESH = new Delivery(
            JOB,
            JobState.SUCCEEDED,
            NOW,
            Delivery.Status.PENDING,
            0,
            Optional.of(NOW),
            Optional.empty(),
            Optional.empty(),
            1);

    @Test
    void its_id_tells_the_job_and_the_event() {
        assertThat(FRESH.webhookId()).isEqualTo("msg_1p3y5sd400000_succeeded");
        assertThat(Name.parse(FRESH.webhookId())).contains(new Name(JOB, JobState.SUCCEEDED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "msg_",
                "msg_1p3y5sd400000",
                "msg_1p3y5sd400000_",
                "msg_1p3y5sd400000_done",
                "msg_1p3y5sd400000_SUCCEEDED",
                "msg_9zzzzzzzzzzzz_failed",
                "job_1p3y5sd400000",
                "msg_1p3y5sd400000_failed "
            })
    void what_is_no_id_is_none(String text) {
        assertThat(Name.parse(text)).isEmpty();
    }

    @Test
    void a_message_is_a_line_of_words() {
        Message message = Message.of(FRESH);

        assertThat(message.text()).isEqualTo("deliver job_1p3y5sd400000 succeeded 0");
        assertThat(Message.parse(message.text())).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "deliver",
                "deliver job_1p3y5sd400000 succeeded",
                "deliver job_1p3y5sd400000 succeeded -1",
                "deliver job_1p3y5sd400000 succeeded 12345",
                "deliver job_1p3y5sd400000 done 0",
                "deliver job_x succeeded 0",
                "poll job_1p3y5sd400000 1 0"
            })
    void what_is_no_message_is_none(String text) {
        assertThat(Message.parse(text)).isEmpty();
    }

    @Test
    void an_attempt_is_made_by_one_at_a_time_and_once() {
        Delivery begun = FRESH.begun(NOW.plusSeconds(90));
        Delivery again =
                begun.retried(new Delivery.Attempt(NOW, Optional.of(500), Optional.empty()), NOW.plusSeconds(5));

        assertThat(FRESH.awaits(0, NOW)).isTrue();
        assertThat(begun.awaits(0, NOW.plusSeconds(89))).isFalse();
        assertThat(begun.awaits(0, NOW.plusSeconds(90))).isTrue();
        assertThat(again.awaits(0, NOW.plusSeconds(5))).isFalse();
        assertThat(again.awaits(1, NOW.plusSeconds(5))).isTrue();
        assertThat(again.ended(Delivery.Status.DELIVERED, again.last().orElseThrow())
                        .awaits(2, NOW))
                .isFalse();
    }

    @Test
    void what_is_asked_for_again_begins_anew() {
        Delivery failed =
                FRESH.ended(Delivery.Status.FAILED, new Delivery.Attempt(NOW, Optional.empty(), Optional.of("gone")));

        Delivery again = failed.again(NOW);

        assertThat(again.awaits(0, NOW)).isTrue();
        assertThat(again.webhookId()).isEqualTo(FRESH.webhookId());
        assertThat(again.version()).isGreaterThan(failed.version());
    }
}
