package klinggateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mistakes that the gateway could have had are found. */
class PlantedBugTest {

    @ParameterizedTest
    @EnumSource
    void a_mistake_is_found(PlantedBug bug) {
        Matrix matrix = new Matrix(bug.scenario(), bug);

        boolean found = matrix.finds(bug.symptom(), List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER));

        assertThat(found).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_mistake_is_found_by_chance_too(PlantedBug bug) {
        boolean found = false;
        for (long seed = 1; seed <= 20 && !found; seed++) {
            found = Simulation.broken(seed, bug).stream().anyMatch(what -> what.contains(bug.symptom()));
        }

        assertThat(found).isTrue();
    }
}
