package klinggateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import klinggateway.TestGateway;
import klinggateway.aws.DynamoDbJobStore;
import klinggateway.aws.DynamoDbLedger;
import klinggateway.aws.DynamoDbUsageStore;
import klinggateway.aws.FaultyDynamoDb;
import klinggateway.job.Budget;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobStore;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A job is corrected once, whoever runs at the same time and wherever a run dies. */
class OneCorrectionTest {

    private static final Duration RETENTION = Duration.ofDays(90);

    @Test
    void eight_runs_at_once_correct_a_job_once() throws Exception {
        try (TestGateway gateway = TestGateway.inProcess(5);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            SpeechOrders speech = new SpeechOrders(gateway);
            List<Job> jobs = List.of(speech.made(), speech.made(), speech.made());
            gateway.time.pass(Duration.ofHours(1));
            CyclicBarrier together = new CyclicBarrier(8);
            // All have read the job before the first of them writes.
            JobStore slow = atOnce(gateway.jobs, together);

            List<Future<Report>> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Reconciliation run =
                        TestReconcile.reconciliation(gateway, gateway.kling, gateway.usage, slow, gateway.ledger);
                runs.add(threads.submit(() -> run.run(week(gateway), gateway.deadline())));
            }

            long corrected = 0;
            long matched = 0;
            for (Future<Report> run : runs) {
                corrected += run.get().counts().corrected();
                matched += run.get().counts().matched();
            }
            assertThat(corrected).isEqualTo(3);
            assertThat(matched).isEqualTo(21);
            assertThat(corrections(gateway)).hasSize(3);
            jobs.forEach(job -> assertThat(gateway.job(job.id()).charge()).isEqualTo(new Charge(50, 7_000, true)));
            assertBudgets(gateway, jobs.getFirst().period(), 21_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_run_that_dies_anywhere_and_the_next_one_correct_a_job_once(boolean afterwards) {
        int requests = 1;
        for (int died = 0; died < requests; died++) {
            try (TestGateway gateway = TestGateway.inProcess(5)) {
                Job job = new SpeechOrders(gateway).made();
                gateway.time.pass(Duration.ofHours(1));
                int death = died;
                AtomicInteger count = new AtomicInteger();
                DynamoDbClient dying = FaultyDynamoDb.decorated(gateway.dynamoDb(), call -> {
                    boolean isLast = count.getAndIncrement() == death;
                    Object answer = isLast && !afterwards ? "none" : call.invoke();
                    if (isLast) {
                        throw new Death();
                    }
                    return answer;
                });
                try {
                    on(gateway, dying).run(week(gateway), gateway.deadline());
                    throw new AssertionError("it did not die at request " + death);
                } catch (Death expected) {
                    requests = Math.max(requests, death + 1);
                }
                // As many rounds as a whole run has requests.
                AtomicInteger whole = new AtomicInteger();
                DynamoDbClient counting = FaultyDynamoDb.decorated(gateway.dynamoDb(), call -> {
                    whole.incrementAndGet();
                    return call.invoke();
                });
                Report report = on(gateway, counting).run(week(gateway), gateway.deadline());
                requests = Math.max(requests, whole.get());

                assertThat(report.counts().corrected() + report.counts().matched())
                        .isEqualTo(1);
                assertThat(corrections(gateway)).hasSize(1);
                assertThat(gateway.job(job.id()).charge()).isEqualTo(new Charge(50, 7_000, true));
                assertBudgets(gateway, job.period(), 7_000);
            }
        }
        assertThat(requests).isGreaterThan(3);
    }

    @Test
    void a_correction_whose_answer_got_lost_is_one_and_is_told() {
        try (TestGateway gateway = TestGateway.inProcess(5)) {
            new SpeechOrders(gateway).made();
            gateway.time.pass(Duration.ofHours(1));
            AtomicInteger left = new AtomicInteger(1);
            DynamoDbClient losing = FaultyDynamoDb.decorated(gateway.dynamoDb(), call -> {
                Object answer = call.invoke();
                if (call.operation().equals("transactWriteItems") && left.getAndDecrement() > 0) {
                    throw SdkClientException.create("timed out");
                }
                return answer;
            });

            Report report = on(gateway, losing).run(week(gateway), gateway.deadline());

            assertThat(report.counts().corrected()).isEqualTo(1);
            assertThat(corrections(gateway)).hasSize(1);
        }
    }

    /** Whoever has read jobs waits until all have. */
    private static JobStore atOnce(JobStore real, CyclicBarrier together) {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    Object read = method.invoke(real, arguments);
                    together.await();
                    return read;
                });
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static Timespan week(TestGateway gateway) {
        return Timespan.usual(gateway.time.instant());
    }

    private static Reconciliation on(TestGateway gateway, DynamoDbClient dynamoDb) {
        return TestReconcile.reconciliation(
                gateway,
                gateway.kling,
                new DynamoDbUsageStore(dynamoDb, TestGateway.TABLE_NAMES.usage()),
                new DynamoDbJobStore(dynamoDb, TestGateway.TABLE_NAMES.jobs(), RETENTION, gateway.time, gateway.random),
                new DynamoDbLedger(
                        dynamoDb,
                        TestGateway.TABLE_NAMES,
                        new DynamoDbLedger.Retention(RETENTION, RETENTION),
                        gateway.time,
                        gateway.random));
    }

    private static List<UsageItem> corrections(TestGateway gateway) {
        Instant now = gateway.time.instant();
        return gateway.usage.written(now.minus(Duration.ofDays(1)), now.plusSeconds(1), Optional.empty(), 500).stream()
                .filter(item -> item.entry().type() == UsageEntry.Type.CORRECTED)
                .toList();
    }

    private static void assertBudgets(TestGateway gateway, String month, long spent) {
        for (String period : List.of(month, Budget.TOTAL)) {
            assertThat(gateway.budget(TestGateway.KEY_ID, period))
                    .isEqualTo(new Budget(period, Optional.empty(), spent, 0));
        }
    }
}
