package klinggateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mixed traffic with crashes and faults at random. {@code -Dsimulation.seed=7} plays one seed again, and
 * {@code -Dsimulation.seeds=1000} that many from 1.
 */
class SimulationTest {

    private static final int SEEDS = 100;

    static LongStream seeds() {
        long only = Long.getLong("simulation.seed", 0);
        return only == 0
                ? LongStream.rangeClosed(1, Integer.getInteger("simulation.seeds", SEEDS))
                : LongStream.of(only);
    }

    @ParameterizedTest(name = "-Dsimulation.seed={0}")
    @MethodSource("seeds")
    void everything_ends_and_is_paid_once_whatever_happens(long seed) {
        assertThat(Simulation.broken(seed, Bug.NONE))
                .as("-Dsimulation.seed=%s", seed)
                .isEmpty();
    }
}
