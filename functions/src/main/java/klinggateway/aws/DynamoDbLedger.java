package klinggateway.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.aws.Transactions.Failed;
import klinggateway.job.Budget;
import klinggateway.job.Delivery;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore.Advance;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Ledger.Acceptance.Accepted;
import klinggateway.lifecycle.Ledger.Acceptance.Alike;
import klinggateway.lifecycle.Ledger.Acceptance.ExternalIdTaken;
import klinggateway.lifecycle.Ledger.Acceptance.IdTaken;
import klinggateway.lifecycle.Ledger.Acceptance.OverBudget;
import klinggateway.lifecycle.Ledger.Acceptance.Repeated;
import klinggateway.lifecycle.Terms;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The transactions, over the tables {@code Jobs}, {@code Usage} and {@code Admission}. A condition that failed on the job
 * means that somebody else was first, or that the answer to our own write got lost; on the order's name that it came before; on
 * its likeness that one like it did; on a budget that too little is left.
 */
public final class DynamoDbLedger implements Ledger {

    private static final int JOB = 0;

    private final Tables tables;
    private final Retention retention;
    private final InstantSource clock;
    private final Transactions transactions;
    private final ConditionalPut conditionalPut;
    private final BudgetRow budgets;
    private final Table admission;

    /** The names of the tables that are written together. */
    public record Tables(String jobs, String usage, String admission) {}

    /** How long jobs and usage items are kept. */
    public record Retention(Duration jobs, Duration usage) {}

    public DynamoDbLedger(
            DynamoDbClient dynamoDb, Tables tables, Retention retention, InstantSource clock, RandomGenerator random) {
        this.tables = tables;
        this.retention = retention;
        this.clock = clock;
        this.transactions = new Transactions(dynamoDb, random);
        this.conditionalPut = new ConditionalPut(tables.jobs(), retention.jobs(), random);
        this.budgets = new BudgetRow(tables.admission());
        this.admission = new Table(dynamoDb, tables.admission(), random);
    }

    @Override
    public Acceptance accept(Job job, UsageEntry entry, Terms terms) {
        List<TransactWriteItem> more = new ArrayList<>();
        terms.repeatable().ifPresent(order -> more.add(RepeatRow.put(tables.admission(), job, order, clock.instant())));
        int firstName = 2 + more.size();
        terms.externalId().ifPresent(id -> more.add(ExternalIdRow.put(tables.admission(), job, id, retention.jobs())));
        int firstLike = 2 + more.size();
        terms.likeness().ifPresent(like -> more.add(LikenessRow.put(tables.admission(), job, like)));
        int firstBudget = 2 + more.size();
        long estimate = entry.after().microUsd();
        more.add(budgets.reserve(job.keyId(), job.period(), estimate, terms.monthlyMicroUsd()));
        more.add(budgets.reserve(job.keyId(), Budget.TOTAL, estimate, terms.totalMicroUsd()));

        Optional<Failed> failed = write(conditionalPut.create(job).put(), entry, more);

        if (failed.isEmpty()) {
            return new Accepted();
        }
        int index = failed.get().index();
        Map<String, AttributeValue> item = failed.get().item();
        if (index == JOB) {
            return JobRow.read(item).nonce().equals(job.nonce()) ? new Accepted() : new IdTaken();
        }
        if (index < firstName) {
            return RepeatRow.read(item, clock.instant())
                    .orElseThrow(() -> new IllegalStateException("an order's name expired while it was taken"));
        }
        if (index < firstLike) {
            return new ExternalIdTaken(ExternalIdRow.read(item).orElseThrow());
        }
        if (index < firstBudget) {
            return new Alike(LikenessRow.read(item));
        }
        boolean isMonth = index == firstBudget;
        return new OverBudget(BudgetRow.read(
                Item.of(item),
                isMonth ? job.period() : Budget.TOTAL,
                isMonth ? terms.monthlyMicroUsd() : terms.totalMicroUsd()));
    }

    @Override
    public Optional<Repeated> repeated(String keyId, String repeatKey) {
        return admission.get(RepeatRow.key(keyId, repeatKey)).flatMap(item -> RepeatRow.read(item, clock.instant()));
    }

    @Override
    public Optional<JobId> named(String keyId, String externalId) {
        return admission.get(ExternalIdRow.key(keyId, externalId)).flatMap(ExternalIdRow::read);
    }

    @Override
    public Advance end(Job read, Job next, UsageEntry entry) {
        return settle(read, next, entry, next.isTold() ? List.of(told(next)) : List.of());
    }

    @Override
    public Advance correct(Job read, Job next, UsageEntry entry) {
        return settle(read, next, entry, List.of());
    }

    private Advance settle(Job read, Job next, UsageEntry entry, List<TransactWriteItem> told) {
        ConditionalPut.Write write = conditionalPut.replace(read, next);
        List<TransactWriteItem> settled = new ArrayList<>(told);
        settled.add(budgets.settle(read.period(), entry));
        settled.add(budgets.settle(Budget.TOTAL, entry));
        return write(write.put(), entry, settled)
                .map(failed -> write.afterFailedCondition(failed.item()))
                .orElseGet(() -> new Advance.Won(write.next()));
    }

    /** What the job's webhook is told of its end. No job ends in the same state twice, so the job's own condition is enough. */
    private TransactWriteItem told(Job job) {
        Put put = Put.builder()
                .tableName(tables.jobs())
                .item(DeliveryRow.of(Delivery.of(job, clock.instant()), retention.jobs())
                        .attributes())
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    /** Writes all, or answers what a condition failed on; the job's own comes first. */
    private Optional<Failed> write(Put job, UsageEntry entry, List<TransactWriteItem> more) {
        return transactions.write(() -> {
            List<TransactWriteItem> items = new ArrayList<>();
            items.add(TransactWriteItem.builder().put(job).build());
            items.add(usage(entry));
            items.addAll(more);
            return items;
        });
    }

    /** Stamped anew for each try: a minute that ended a while ago receives no more items. */
    private TransactWriteItem usage(UsageEntry entry) {
        Put put = Put.builder()
                .tableName(tables.usage())
                .item(UsageRow.of(new UsageItem(clock.instant(), entry), retention.usage())
                        .attributes())
                .build();
        return TransactWriteItem.builder().put(put).build();
    }
}
