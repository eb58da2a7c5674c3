package klinggateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import klinggateway.job.PollQueue.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollQueueTest {

    @Test
    void messages_are_read_as_they_are_written() {
        Message poll = new Message.Poll(JobId.of(Instant.EPOCH.plusSeconds(1_795_525_200), 7), 3, 41);
        Message start = new Message.StartNext(Pool.TRY_ON);

        assertThat(Message.parse(poll.text())).contains(poll);
        assertThat(Message.parse(start.text())).contains(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "poll", "poll job_x 1 0", "poll job_1p3y5sd400000 one 0", "start", "start audio", "{}"})
    void what_is_no_message_is_none(String text) {
        assertThat(Message.parse(text)).isEmpty();
    }
}
