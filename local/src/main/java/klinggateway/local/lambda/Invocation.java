package klinggateway.local.lambda;

/** What became of one event given to a function. */
public sealed interface Invocation {

    /** The function's answer, as JSON; empty if it answers nothing. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Returned(byte[] output) implements Invocation {}

    /** The function failed or ran out of time. The details are in the log. */
    record Failed(String errorType, String errorMessage) implements Invocation {}
}
