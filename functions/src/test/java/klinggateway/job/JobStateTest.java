package klinggateway.job;

import static klinggateway.job.JobState.CANCELED;
import static klinggateway.job.JobState.EXPIRED;
import static klinggateway.job.JobState.FAILED;
import static klinggateway.job.JobState.PROCESSING;
import static klinggateway.job.JobState.QUEUED;
import static klinggateway.job.JobState.SUBMITTED;
import static klinggateway.job.JobState.SUBMITTING;
import static klinggateway.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import klinggateway.job.JobState.Event;
import org.junit.jupiter.api.Test;

class JobStateTest {

    /** Every move there is. What is not here cannot happen. */
    private static final Map<JobState, Map<Event, JobState>> MOVES = Map.of(
            QUEUED, Map.of(Event.SEND, SUBMITTING, Event.CANCEL, CANCELED, Event.FAIL, FAILED),
            SUBMITTING,
                    Map.of(
                            Event.SEND, SUBMITTING,
                            Event.TURN_AWAY, QUEUED,
                            Event.SUBMIT, SUBMITTED,
                            Event.PROCESS, PROCESSING,
                            Event.SUCCEED, SUCCEEDED,
                            Event.FAIL, FAILED,
                            Event.EXPIRE, EXPIRED),
            SUBMITTED,
                    Map.of(
                            Event.PROCESS, PROCESSING,
                            Event.SUCCEED, SUCCEEDED,
                            Event.FAIL, FAILED,
                            Event.EXPIRE, EXPIRED),
            PROCESSING, Map.of(Event.SUCCEED, SUCCEEDED, Event.FAIL, FAILED, Event.EXPIRE, EXPIRED),
            EXPIRED, Map.of(Event.SUCCEED, SUCCEEDED, Event.FAIL, FAILED),
            SUCCEEDED, Map.of(),
            FAILED, Map.of(),
            CANCELED, Map.of());

    @Test
    void the_states_move_by_this_table_and_in_no_other_way() {
        for (JobState state : JobState.values()) {
            for (Event event : Event.values()) {
                Optional<JobState> expected =
                        Optional.ofNullable(MOVES.getOrDefault(state, Map.of()).get(event));

                assertThat(state.on(event)).as("%s on %s", state, event).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_job_has_ended_when_its_slot_and_its_charge_are_decided() {
        assertThat(JobState.values())
                .filteredOn(JobState::isEnded)
                .containsExactlyInAnyOrder(SUCCEEDED, FAILED, CANCELED, EXPIRED);
    }

    @Test
    void words_are_read_as_they_are_written() {
        for (JobState state : JobState.values()) {
            assertThat(JobState.ofWord(state.word())).isEqualTo(state);
        }
    }
}
