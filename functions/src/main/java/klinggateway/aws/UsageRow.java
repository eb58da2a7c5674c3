package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.Order;
import klinggateway.usage.Granularity;
import klinggateway.usage.Status;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One line of the ledger, under the minute it was written in. */
final class UsageRow {

    /** Only a line of a job that is like one before has this. */
    private static final String DUPLICATE = "duplicate";

    private UsageRow() {}

    /** The partition of a minute: an opaque text, so that a minute can be split over several later. */
    static String minute(Instant moment) {
        return Granularity.MINUTE.floor(moment).toString();
    }

    static Item of(UsageItem usage, Duration retention) {
        UsageEntry entry = usage.entry();
        long at = usage.at().toEpochMilli();
        String type = entry.type().name();
        Item item = Item.create()
                .put("minute", minute(usage.at()))
                .put("item", at + "#" + entry.job().text() + "#" + entry.type().word())
                .put("at", at)
                .put("type", type)
                .put("source", entry.source())
                .put("keyId", entry.keyId())
                .put("id", entry.job().text())
                .putText("from", entry.from().map(Status::word))
                .put("beforeMilliUnits", entry.before().milliUnits())
                .put("beforeMicroUsd", entry.before().microUsd())
                .put("afterMilliUnits", entry.after().milliUnits())
                .put("afterMicroUsd", entry.after().microUsd())
                .put("settled", entry.after().settled())
                .putText("errorClass", entry.errorClass().map(ErrorClass::word))
                .put("estimatedMicroUsd", entry.estimatedMicroUsd())
                .putNumber("processingMs", entry.took().processing().map(Duration::toMillis))
                .putNumber("waitingMs", entry.took().waiting().map(Duration::toMillis))
                .put("expiresAt", usage.at().plus(retention).getEpochSecond());
        if (entry.isDuplicate()) {
            item.put(DUPLICATE, true);
        }
        return OrderAttributes.put(item, entry.order());
    }

    /** Where an item stands in the index by product type, to go on reading behind it. */
    static Map<String, AttributeValue> placeByProduct(UsageItem usage) {
        Map<String, AttributeValue> item = of(usage, Duration.ZERO).attributes();
        return Stream.of("productType", "at", "minute", "item")
                .collect(Collectors.toMap(name -> name, name -> Objects.requireNonNull(item.get(name))));
    }

    static UsageItem read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        Order order = OrderAttributes.read(item);
        Optional<Status> from = item.findText("from").map(Status::ofWord);
        UsageEntry entry = new UsageEntry(
                UsageEntry.Type.valueOf(item.needText("type")),
                item.needText("source"),
                item.needText("keyId"),
                JobRow.id(item),
                order,
                item.needNumber("estimatedMicroUsd"),
                from,
                new Charge(item.needNumber("beforeMilliUnits"), item.needNumber("beforeMicroUsd"), false),
                new Charge(
                        item.needNumber("afterMilliUnits"),
                        item.needNumber("afterMicroUsd"),
                        item.needBoolean("settled")),
                item.findText("errorClass").map(ErrorClass::ofWord),
                new UsageEntry.Took(
                        item.findNumber("processingMs").map(Duration::ofMillis),
                        item.findNumber("waitingMs").map(Duration::ofMillis)),
                item.has(DUPLICATE));
        return new UsageItem(item.needMoment("at"), entry);
    }
}
