package klinggateway.local.sample;

import java.time.Duration;
import klinggateway.kling.KlingError;
import klinggateway.kling.KlingTask.Deduction;

/** What becomes of a job. */
sealed interface Fate {

    /** How long all of it takes at most. */
    Duration lasts();

    /** Its caller thinks better of it before it is sent. */
    record Canceled(Duration after) implements Fate {
        @Override
        public Duration lasts() {
            return after;
        }
    }

    /** Kling does not take the order. */
    record Refused(KlingError error) implements Fate {
        @Override
        public Duration lasts() {
            return Past.SENDING;
        }
    }

    /** Kling is away until the gateway gives up. */
    record Unreachable(KlingError error) implements Fate {
        @Override
        public Duration lasts() {
            return Past.SENDING.plus(Past.UNTIL_GIVEN_UP);
        }
    }

    /** Kling never ends its task. */
    record Expired(Duration waiting) implements Fate {
        @Override
        public Duration lasts() {
            return waiting.plus(Past.SENDING).plus(Past.UNTIL_EXPIRED);
        }
    }

    /**
     * Kling has a task for it and ends it.
     *
     * @param waiting until it is sent
     * @param processing at Kling
     * @param noticed from then until the gateway knows
     * @param message why it fails; empty if it succeeds
     */
    record Made(Duration waiting, Duration processing, Duration noticed, String message, Deduction deduction)
            implements Fate {
        @Override
        public Duration lasts() {
            return waiting.plus(Past.SENDING)
                    .plus(Past.PICKED_UP)
                    .plus(processing)
                    .plus(noticed);
        }

        boolean succeeds() {
            return message.isEmpty();
        }
    }
}
