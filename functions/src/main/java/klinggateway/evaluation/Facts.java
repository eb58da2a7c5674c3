package klinggateway.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.alert.Reconciliations;
import klinggateway.forecast.Forecast;
import klinggateway.job.Budget;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.JobId;
import klinggateway.job.Pool;
import klinggateway.usage.Cube;

/** What conditions are judged by, all as of one moment. What cannot be read is thrown as whatever made it so. */
public interface Facts {

    /** The budgets of keys that can be used now, in any order. */
    List<KeyBudget> budgets();

    /** What the orders of a key will come to. */
    Forecast forecast(String keyId);

    /** By key, of those that spent anything in the last 60 minutes. */
    Map<String, Spending> spending();

    /** What people call a key; its id if it has no name. */
    String keyName(String keyId);

    /** The usage of a key, or of everyone, from so long ago, or up to a minute more, until now. */
    Cube usage(Optional<String> keyId, Duration within);

    /** Everyone's usage on the last 30 whole days of UTC. */
    Cube usual();

    /** The job that has been waiting longest for a slot of {@code pool}; empty if none waits. */
    Optional<JobId> oldestQueued(Pool pool);

    /** Kling's packs that can be used, or could until nothing was left in them. */
    List<Pack> packs();

    /** Messages that have failed too often, by the queue that they are in. */
    Map<DeadLetterQueue, Long> deadLetters();

    /** What the last reconciliation found; empty before the first one. */
    Optional<Reconciliations.Outcome> reconciled();

    /**
     * A budget, with what is spent and reserved of it.
     *
     * @param resetAt when the month is over; empty for a budget that is not monthly
     * @param lastDay the last day of UTC that is begun before then; for a budget that is not monthly, the last one that is looked at
     */
    record KeyBudget(String keyId, Budget budget, long limitMicroUsd, Optional<Instant> resetAt, LocalDate lastDay) {

        long usedMicroUsd() {
            return budget.spentMicroUsd() + budget.reservedMicroUsd();
        }

        /** Whether so many percent are spent or reserved. */
        boolean hasPassed(int percent) {
            return left(percent) <= 0;
        }

        /** What is left until so many percent are spent or reserved. */
        long left(int percent) {
            return budget.leftOf(Math.multiplyExact(limitMicroUsd, (long) percent) / 100);
        }

        boolean isMonthly() {
            return resetAt.isPresent();
        }

        /** Another one for another month and another limit, so that it can be told of anew. */
        String window() {
            return budget.period() + "/" + limitMicroUsd;
        }
    }

    /**
     * What a key spent in the last 60 minutes, in millionths of a US dollar.
     *
     * @param before what is known of the hours of days before
     */
    record Spending(long microUsd, HoursBefore before) {}

    /**
     * Units paid for in advance.
     *
     * @param pool what they are for, if its name tells
     * @param total units, if Kling tells
     */
    record Pack(
            String id,
            String name,
            Optional<Pool> pool,
            Optional<BigDecimal> total,
            BigDecimal left,
            Optional<Instant> expiresAt) {

        boolean isEmpty() {
            return left.signum() <= 0;
        }

        /** Whether units of both may be for the same. */
        boolean isBeside(Pack other) {
            return !id.equals(other.id) && (pool.isEmpty() || other.pool.isEmpty() || pool.equals(other.pool));
        }
    }
}
