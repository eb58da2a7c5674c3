package klinggateway.external;

import java.time.Instant;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.ForeignOrder;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.KeyText;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageEntry.Took;

/** Checks a told event against the catalogue and the keys there are, and fills in what it leaves out. */
final class EventCheck {

    private final Catalogue catalogue;
    private final KeyStore keys;

    EventCheck(Catalogue catalogue, KeyStore keys) {
        this.catalogue = catalogue;
        this.keys = keys;
    }

    /** The event, or empty if there is something wrong, which {@code told} then knows. */
    Optional<ExternalUsage.Event> of(ToldEvent told, Key caller, Instant now) {
        String keyId = keyId(told, caller);
        Optional<ForeignOrder.Known> order = order(told);
        if (order.isEmpty()
                || told.eventId().isEmpty()
                || !told.fields().problems().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ExternalUsage.Event(
                told.eventId().get(),
                told.hash(),
                told.occurredAt().orElse(now),
                keyId,
                order.get().order(),
                told.type(),
                charge(told, order.get()),
                errorClass(told),
                new Took(told.processing(), Optional.empty())));
    }

    /** A key records for itself only; whoever sees all may name one that exists. */
    private String keyId(ToldEvent told, Key caller) {
        String own = caller.id();
        String keyId = told.apiKey().orElse(own);
        if (KeyText.looksLikeOne(keyId)) {
            told.fields().problem("/apiKey", "takes a key's id, never the key itself");
        } else if (!keyId.equals(own) && !caller.seesAll()) {
            told.fields().problem("/apiKey", "must be left out: this key records its own usage only");
        } else if (!keyId.equals(own) && !exists(keyId)) {
            told.fields().problem("/apiKey", "must be the id of a key that there is or was");
        }
        return keyId;
    }

    private boolean exists(String keyId) {
        return keyId.equals(Key.admin().id())
                || (KeyText.isId(keyId) && keys.find(keyId).isPresent());
    }

    private Optional<ForeignOrder.Known> order(ToldEvent told) {
        if (told.kind().isEmpty() || told.model().isEmpty()) {
            return Optional.empty();
        }
        return switch (ForeignOrder.of(
                catalogue, told.kind().get(), told.model().get(), told.mode(), told.seconds())) {
            case ForeignOrder.Known known -> Optional.of(known);
            case ForeignOrder.Unknown unknown -> {
                told.fields()
                        .problem(unknown.problem().pointer(), unknown.problem().message());
                yield Optional.empty();
            }
        };
    }

    private static Optional<ErrorClass> errorClass(ToldEvent told) {
        return told.type() == UsageEntry.Type.FAILED
                ? Optional.of(told.errorClass().orElse(ErrorClass.OTHER))
                : Optional.empty();
    }

    /** What it cost, or what its units cost by the catalogue. */
    private static Charge charge(ToldEvent told, ForeignOrder.Known order) {
        long milliUnits = told.milliUnits().orElse(0L);
        return new Charge(milliUnits, told.microUsd().orElseGet(() -> order.microUsd(milliUnits)), true);
    }
}
