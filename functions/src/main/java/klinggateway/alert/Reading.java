package klinggateway.alert;

import java.util.List;
import java.util.Set;

/** What came of looking for what a rule asks for. */
public sealed interface Reading {

    /**
     * Everything that is the case now; what is not among it is not the case any more, unless its window lasts.
     *
     * @param lasting windows that are not over: what was found in one of them stays found, such as a part of a budget that is
     *     free again because a job has failed
     */
    record Known(List<Finding> findings, Set<Lasting> lasting) implements Reading {

        public Known(List<Finding> findings) {
            this(findings, Set.of());
        }
    }

    /** The window of a subject, as a {@link Finding} names both. */
    record Lasting(Subject subject, String window) {}

    /**
     * It cannot be told now, so that nothing fires and nothing clears.
     *
     * @param reason for the log
     */
    record Unknown(String reason) implements Reading {}
}
