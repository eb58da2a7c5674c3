package klinggateway.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import klinggateway.kling.Kling;
import klinggateway.kling.KlingError;
import klinggateway.kling.Reply;
import klinggateway.lifecycle.Waiting.Sleep;

/** Asks Kling for the account's resource packs, at most once a minute, whatever it answers and whoever wants to know. */
public final class ResourcePacks {

    /** Packs are found by when they were bought, and none lasts a year. */
    private static final Duration BOUGHT_WITHIN = Duration.ofDays(400);
    /** Kling takes one such question a second, and its answer lags by hours anyway. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Whoever has asked in the same second, another function or a caller of {@code /kling}: not again in the next one. */
    private static final Duration NEXT_SECOND = Duration.ofMillis(1_100);

    private final Kling kling;
    private final Sleep sleep;
    private final InstantSource clock;
    private Optional<Reading> last = Optional.empty();

    public ResourcePacks(Kling kling, InstantSource clock) {
        this(kling, Thread::sleep, clock);
    }

    ResourcePacks(Kling kling, Sleep sleep, InstantSource clock) {
        this.kling = kling;
        this.sleep = sleep;
        this.clock = clock;
    }

    /** What came of the last question. */
    public sealed interface Reading {

        /** When Kling was asked. */
        Instant at();

        /** What Kling told; the remaining quantities may be up to 12 hours older. */
        record Known(Instant at, List<Pack> packs) implements Reading {}

        record Unknown(Instant at, KlingError error) implements Reading {}
    }

    /**
     * What Kling told, a minute ago at most.
     *
     * @param patience how long Kling may take, if it has to be asked
     */
    public synchronized Reading read(Duration patience) {
        Instant now = clock.instant();
        Reading reading =
                last.filter(earlier -> earlier.at().plus(FRESH).isAfter(now)).orElseGet(() -> asked(now, patience));
        last = Optional.of(reading);
        return reading;
    }

    private Reading asked(Instant now, Duration patience) {
        String path = "/account/costs?start_time=" + now.minus(BOUGHT_WITHIN).toEpochMilli() + "&end_time="
                + now.toEpochMilli();
        Reply reply = kling.ask("GET", path, Optional.empty(), patience);
        Duration left = patience.minus(NEXT_SECOND);
        if (reply instanceof Reply.Refused(var error)
                && error.kind() == KlingError.Kind.RATE
                && left.isPositive()
                && passes(NEXT_SECOND)) {
            reply = kling.ask("GET", path, Optional.empty(), left);
        }
        return switch (reply) {
            case Reply.Data data -> read(now, data.camelCased());
            case Reply.Refused(var error) -> new Reading.Unknown(now, error);
        };
    }

    private boolean passes(Duration time) {
        try {
            sleep.pass(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Reading read(Instant now, JsonNode data) {
        // This answer has a code of its own inside the usual one.
        int code = data.path("code").asInt();
        if (code != 0) {
            return new Reading.Unknown(now, new KlingError(200, Optional.of(code), "", Optional.empty()));
        }
        return new Reading.Known(
                now,
                data.path("resourcePackSubscribeInfos")
                        .valueStream()
                        .map(Pack::of)
                        .toList());
    }
}
