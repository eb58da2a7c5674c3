package klinggateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import klinggateway.job.Endpoint;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.job.Quote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollTimesTest {

    private static final Instant SENT = Instant.parse("2026-11-24T13:00:00Z");
    private static final Job JOB = Job.queued(
                    JobId.of(SENT, 1),
                    "key",
                    Optional.empty(),
                    SENT,
                    "nonce",
                    new Order("text2video", "video", Pool.VIDEO, "kling-v2-6", "std", 5, false, "16:9", 1),
                    new Quote(1_500, 210_000, 140_000, "2026-09-20", Duration.ofSeconds(100)),
                    new Endpoint("/v1/videos/text2video", Endpoint.Protocol.TASK),
                    "2026-11",
                    0)
            .sent(SENT, SENT.plusSeconds(90), SENT.plusSeconds(600));

    @Test
    void the_first_question_comes_at_60_percent_of_the_usual_time() {
        assertThat(PollTimes.first(JOB, SENT)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void the_sweep_takes_over_after_three_times_the_usual_time_and_five_minutes() {
        assertThat(PollTimes.overdue(JOB)).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({"60, 10", "195, 10", "200, 10", "230, 15", "300, 50", "600, 60", "1795, 60", "1805, 300", "86400, 300"})
    void questions_become_rarer(long elapsedSeconds, long pauseSeconds) {
        Duration pause = PollTimes.next(JOB, SENT.plusSeconds(elapsedSeconds));

        assertThat(pause).isEqualTo(Duration.ofSeconds(pauseSeconds));
    }

    @Test
    void questions_fall_on_a_grid_so_that_several_jobs_share_one() {
        for (int i = 0; i < 5_000; i += 7) {
            Instant now = SENT.plusSeconds(60).plusMillis(i);

            assertThat(now.plus(PollTimes.next(JOB, now)).toEpochMilli() % 5_000)
                    .isZero();
        }
    }
}
