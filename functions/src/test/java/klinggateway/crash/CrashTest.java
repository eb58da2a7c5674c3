package klinggateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The process dies before and after every request of a story; whatever is left over then ends as it should. */
class CrashTest {

    static final List<Scenario> SCENARIOS = Scenarios.ALL;

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void everything_ends_and_is_paid_once_wherever_the_process_dies(Scenario scenario) {
        Matrix matrix = new Matrix(scenario, Bug.NONE);

        List<String> broken = matrix.broken(List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER));

        assertThat(broken).isEmpty();
        assertThat(matrix.played()).isPositive();
    }
}
