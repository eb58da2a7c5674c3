package klinggateway.log;

import java.util.Optional;

/**
 * What CloudWatch makes metrics of. Each costs money once for itself and once for each value of its dimension, so a dimension is
 * only where values are few.
 */
public enum Metric {
    JOBS_ACCEPTED("JobsAccepted", "Count"),
    JOBS_SUBMITTED("JobsSubmitted", "Count"),
    JOBS_SUCCEEDED("JobsSucceeded", "Count"),
    JOBS_FAILED("JobsFailed", "Count", Dimension.REASON),
    /** From the order to Kling's having it. */
    QUEUE_WAIT("QueueWait", "Milliseconds"),
    /** From the order to its success. */
    TIME_TO_COMPLETE("TimeToComplete", "Milliseconds", Dimension.MODEL),
    POLLS_PER_JOB("PollsPerJob", "Count"),
    KLING_LATENCY("KlingLatency", "Milliseconds"),
    /** What ended jobs are charged, in US dollars. Corrections are in it, so a value may be negative. */
    COST("Cost", "None", Dimension.MODEL),
    OLDEST_OPEN_JOB_AGE("OldestOpenJobAge", "Seconds"),
    COMPACTION_LAG("CompactionLag", "Seconds"),
    /** Kling wants money: the account is in arrears, or its resource packs are used up. */
    KLING_PAYMENT_ERRORS("KlingPaymentErrors", "Count"),
    BUDGET_REFUSALS("BudgetRefusals", "Count"),
    WEBHOOKS_DELIVERED("WebhooksDelivered", "Count"),
    /** Given up after the last attempt. */
    WEBHOOKS_FAILED("WebhooksFailed", "Count"),
    ALERTS_FIRED("AlertsFired", "Count"),
    /** Of an alert, somebody could not be told after the last attempt. */
    ALERTS_UNDELIVERED("AlertsUndelivered", "Count");

    /** By what a metric is told apart beside the service: its name at CloudWatch, and the member that has the value. */
    public enum Dimension {
        MODEL("Model", "model"),
        REASON("Reason", "reason");

        private final String title;
        private final String member;

        Dimension(String title, String member) {
            this.title = title;
            this.member = member;
        }

        String title() {
            return title;
        }

        String member() {
            return member;
        }
    }

    private final String title;
    private final String unit;
    private final Optional<Dimension> dimension;

    Metric(String title, String unit) {
        this(title, unit, Optional.empty());
    }

    Metric(String title, String unit, Dimension dimension) {
        this(title, unit, Optional.of(dimension));
    }

    Metric(String title, String unit, Optional<Dimension> dimension) {
        this.title = title;
        this.unit = unit;
        this.dimension = dimension;
    }

    /** Its name at CloudWatch. */
    public String title() {
        return title;
    }

    /** One of CloudWatch's words for units. */
    String unit() {
        return unit;
    }

    Optional<Dimension> dimension() {
        return dimension;
    }
}
