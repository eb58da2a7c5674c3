package klinggateway.emulators.kling;

import java.time.Duration;

/** How long the real service takes for something, between a good and a bad moment: docs/kling.md, Times. */
record Pace(Duration fastest, Duration slowest) {

    /** Of what is answered at once. */
    static final Pace NONE = seconds(0, 0);

    static Pace seconds(int fastest, int slowest) {
        return new Pace(Duration.ofSeconds(fastest), Duration.ofSeconds(slowest));
    }

    /** The numbers are those of a five second clip; longer clips take longer, though less than in proportion. */
    Pace forClipOf(int seconds) {
        return new Pace(stretched(fastest, seconds), stretched(slowest, seconds));
    }

    private static Duration stretched(Duration pace, int seconds) {
        return pace.multipliedBy(15 + seconds).dividedBy(20);
    }
}
