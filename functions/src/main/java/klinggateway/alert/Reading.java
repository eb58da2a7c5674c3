package klinggateway.alert;

import java.util.List;

/** What came of looking for what a rule asks for. */
public sealed interface Reading {

    /** Everything that is the case now; what is not among it is not the case any more. */
    record Known(List<Finding> findings) implements Reading {}

    /**
     * It cannot be told now, so that nothing fires and nothing clears.
     *
     * @param reason for the log
     */
    record Unknown(String reason) implements Reading {}
}
