package klinggateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A request fails, gets no answer or is carried out twice, or everything else happens while it is under way. */
class FaultTest {

    static final List<Scenario> SCENARIOS = List.of(Scenarios.HAPPY, Scenarios.FAILURE, Scenarios.TIME_OUT);

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void everything_ends_and_is_paid_once_whatever_happens_to_a_request(Scenario scenario) {
        Matrix matrix = new Matrix(scenario, Bug.NONE);

        List<String> broken = matrix.broken(
                List.of(Fault.CONFLICT, Fault.THROTTLED, Fault.LOST_ANSWER, Fault.REPEATED, Fault.MEANWHILE));

        assertThat(broken).isEmpty();
        assertThat(matrix.played()).isGreaterThan(50);
    }
}
