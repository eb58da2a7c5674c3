package klinggateway.reconcile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.usage.Money;

/**
 * A job, or a task of Kling's without one, that is worth a look.
 *
 * @param apiKey the id of the job's key
 * @param endedAt when the gateway learned of the end
 * @param charged what the job is charged now
 * @param deducted what Kling took, nothing if it has no record
 * @param reason why both differ, where there is more to say
 */
record Finding(
        Optional<String> jobId,
        Optional<String> klingTaskId,
        Optional<String> apiKey,
        Optional<String> status,
        Optional<Instant> endedAt,
        Optional<Amount> estimated,
        Optional<Amount> charged,
        Optional<Boolean> settled,
        Optional<Deducted> deducted,
        Optional<String> reason) {

    /** Units, and what they cost. */
    record Amount(BigDecimal units, String cost, long costMicroUsd) {

        static Amount of(Charge charge) {
            return new Amount(Money.units(charge.milliUnits()), Money.dollars(charge.microUsd()), charge.microUsd());
        }
    }

    /** Units, and money by currency. */
    record Deducted(BigDecimal units, Map<String, BigDecimal> cash) {

        static Deducted of(Taken taken) {
            return new Deducted(taken.units(), taken.cash());
        }
    }

    static Finding ofJob(Job job, Optional<Taken> taken, Optional<String> reason) {
        return new Finding(
                Optional.of(job.id().text()),
                job.task().map(Job.Task::id),
                Optional.of(job.keyId()),
                Optional.of(job.state().word()),
                job.ending().map(Job.Ending::at),
                Optional.of(Amount.of(job.quote().estimate())),
                Optional.of(Amount.of(job.charge())),
                Optional.of(job.charge().settled()),
                taken.map(Deducted::of),
                reason);
    }

    static Finding ofTask(String taskId, Taken taken) {
        return new Finding(
                Optional.empty(),
                Optional.of(taskId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Deducted.of(taken)),
                Optional.empty());
    }
}
