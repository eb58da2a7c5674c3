package klinggateway.local.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import klinggateway.job.Endpoint;
import klinggateway.job.Quote;
import klinggateway.kling.KlingError;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.local.sample.Assortment.Purchase;

/** Draws what becomes of jobs: 92 in a hundred succeed. Kling's words are those of docs/kling.md, Errors. */
final class Fates {

    private static final Duration LONG_AGO = Duration.ofDays(8);
    private static final Duration SPAN_OF_EXPIRY = Duration.ofHours(26);
    private static final Duration QUICKLY = Duration.ofMillis(150);

    private static final Deduction NOTHING_SAID = new Deduction(Optional.empty(), Optional.empty());

    private final Instant now;
    private final Random random;
    private final Draw<Lot> lots = new Draw<>(List.of(Lot.values()), lot -> lot.weight);

    Fates(Instant now, Random random) {
        this.now = now;
        this.random = random;
    }

    /** What can come, of a hundred. */
    private enum Lot {
        SUCCESS(92),
        CANCELLATION(1.2),
        EXPIRY(0.5),
        CONTENT(3),
        INPUT(1.1),
        PICTURE(0.6),
        PERMISSION(0.2),
        UNAVAILABLE(0.7),
        OTHER(0.7);

        private final double weight;

        Lot(double weight) {
            this.weight = weight;
        }
    }

    Fate next(Purchase purchase, Instant orderedAt) {
        boolean isTask = purchase.sold().endpoint().protocol() != Endpoint.Protocol.CALL;
        return switch (lots.next(random)) {
            case SUCCESS -> success(purchase, orderedAt);
            case CANCELLATION -> new Fate.Canceled(Duration.ofSeconds(5 + random.nextInt(300)));
            case EXPIRY ->
                isTask && orderedAt.isBefore(now.minus(SPAN_OF_EXPIRY))
                        ? new Fate.Expired(waiting())
                        : success(purchase, orderedAt);
            case CONTENT ->
                isTask ? failed(purchase, "Failure to pass the risk control system") : refused(1301, "Content policy");
            case INPUT -> refused(1201, "The value of a parameter is invalid");
            case PICTURE ->
                isTask && purchase.ware().hasPicture()
                        ? failed(purchase, "Image pixel is invalid")
                        : refused(1201, "The value of a parameter is invalid");
            case PERMISSION -> refused(1103, "The account has no permission for this model");
            case UNAVAILABLE -> unavailable(purchase, orderedAt);
            case OTHER ->
                isTask ? failed(purchase, "Internal generation error") : refused(1200, "The request is invalid");
        };
    }

    private Fate.Made success(Purchase purchase, Instant orderedAt) {
        return made(purchase, "", deduction(purchase.sold().quote(), orderedAt));
    }

    private Fate.Made failed(Purchase purchase, String message) {
        return made(purchase, message, NOTHING_SAID);
    }

    private Fate.Made made(Purchase purchase, String message, Deduction deduction) {
        Duration typical = purchase.sold().quote().typical();
        return new Fate.Made(
                waiting(), about(typical, 0.3), Duration.ofMillis(random.nextInt(9_000)), message, deduction);
    }

    private Fate.Refused refused(int code, String message) {
        return new Fate.Refused(error(code == 1103 ? 403 : 400, code, message));
    }

    /** What has no name at Kling stays charged until it is reconciled, so that has to be long ago. */
    private Fate unavailable(Purchase purchase, Instant orderedAt) {
        boolean staysCharged = !purchase.sold().endpoint().takesExternalId();
        return staysCharged && !orderedAt.isBefore(now.minus(LONG_AGO))
                ? refused(1200, "The request is invalid")
                : new Fate.Unreachable(error(503, 5001, "Service temporarily unavailable"));
    }

    /**
     * Most cost what was estimated and some less. Of a few, Kling does not say it; those are older than what is reconciled by
     * itself, since the emulated Kling has no records of them.
     */
    private Deduction deduction(Quote quote, Instant orderedAt) {
        double lot = random.nextDouble();
        if (lot < 0.01 && orderedAt.isBefore(now.minus(LONG_AGO))) {
            return NOTHING_SAID;
        }
        BigDecimal estimate = BigDecimal.valueOf(quote.milliUnits(), 3);
        BigDecimal units = lot > 0.97
                ? estimate.multiply(BigDecimal.valueOf(75, 2)).setScale(2, RoundingMode.HALF_EVEN)
                : estimate;
        return new Deduction(Optional.of(units), Optional.empty());
    }

    /** Mostly at once; one in twelve stands in line. */
    private Duration waiting() {
        return random.nextInt(12) == 0 ? about(Duration.ofSeconds(45), 0.8) : about(QUICKLY, 0.4);
    }

    private Duration about(Duration median, double spread) {
        return Duration.ofMillis((long) (median.toMillis() * Math.exp(spread * random.nextGaussian())));
    }

    private KlingError error(int httpStatus, int code, String message) {
        return new KlingError(httpStatus, Optional.of(code), message, Optional.of(requestId(random)));
    }

    static String requestId(Random random) {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
