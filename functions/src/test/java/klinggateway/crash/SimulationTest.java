package klinggateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Mixed traffic with crashes and faults at random. {@code -Dsimulation.seed=7} plays one seed again, and
 * {@code -Dsimulation.seeds=1000} that many from 1.
 */
class SimulationTest {

    private static final int SEEDS = 100;

    @Test
    void everything_ends_and_is_paid_once_whatever_happens() {
        long only = Long.getLong("simulation.seed", 0);
        long first = only == 0 ? 1 : only;
        long last = only == 0 ? Integer.getInteger("simulation.seeds", SEEDS) : only;

        for (long seed = first; seed <= last; seed++) {
            assertThat(Simulation.broken(seed, Bug.NONE))
                    .as("-Dsimulation.seed=%s", seed)
                    .isEmpty();
        }
    }
}
