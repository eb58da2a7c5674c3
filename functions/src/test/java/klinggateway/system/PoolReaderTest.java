package klinggateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.Pool;
import klinggateway.system.SystemStatusAnswer.Count;
import klinggateway.system.SystemStatusAnswer.PoolStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolReaderTest {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void what_is_not_counted_to_its_end_is_at_least_as_much() {
        for (int i = 0; i < 3; i++) {
            gateway.order("A boat");
            gateway.accepted("A boat that waits");
        }

        Map<Pool, PoolStatus> cut = read(3);
        Map<Pool, PoolStatus> whole = read(4);

        assertThat(of(Pool.VIDEO, cut).queued()).isEqualTo(new Count(3, true));
        assertThat(of(Pool.VIDEO, cut).atKling()).isEqualTo(new Count(3, true));
        assertThat(of(Pool.IMAGE, cut).atKling()).isEqualTo(new Count(0, true));
        assertThat(of(Pool.IMAGE, cut).queued()).isEqualTo(new Count(0, false));
        assertThat(of(Pool.VIDEO, whole).queued()).isEqualTo(new Count(3, false));
        assertThat(of(Pool.VIDEO, whole).atKling()).isEqualTo(new Count(3, false));
    }

    @Test
    void what_has_ended_is_counted_nowhere() {
        Job job = gateway.order("A boat");
        gateway.time.pass(Duration.ofMinutes(10));
        gateway.sync.ask(gateway.job(job.id()), gateway.deadline());

        PoolStatus video = of(Pool.VIDEO, read(1_000));

        assertThat(video.atKling()).isEqualTo(new Count(0, false));
        assertThat(video.late()).isEqualTo(new Count(0, false));
        assertThat(video.oldestOpenAt()).isEmpty();
        assertThat(video.isInUse()).isFalse();
    }

    private static PoolStatus of(Pool pool, Map<Pool, PoolStatus> pools) {
        return Objects.requireNonNull(pools.get(pool));
    }

    private Map<Pool, PoolStatus> read(int counted) {
        return new PoolReader(gateway.jobs, gateway.slots, counted).read(gateway.time.instant());
    }
}
