package klinggateway.crash;

import java.util.List;

/** What can happen to one request that leaves the gateway. */
enum Fault {
    /** The process dies before it is sent. */
    CRASH_BEFORE,
    /** It is carried out, and the process dies before it sees the answer. */
    CRASH_AFTER,
    /** Another transaction is at work on the item. Only for writes of what transactions write. */
    CONFLICT,
    /** Refused for now. */
    THROTTLED,
    /** It is carried out, and no answer arrives. */
    LOST_ANSWER,
    /** It is carried out twice, as a client does that got no answer at first. */
    REPEATED,
    /** While it is under way, everything else that can happen does. */
    MEANWHILE;

    private static final List<String> READS =
            List.of("getItem", "batchGetItem", "query", "scan", "kling find", "kling ask", "kling fileSize");

    /**
     * Whether it makes a difference to a request named so by the {@link Wire}: dying before a request leaves the same as dying
     * after the write before it, if there was one.
     */
    boolean matters(String request) {
        return switch (this) {
            case CRASH_BEFORE -> request.endsWith(Wire.FIRST);
            case CRASH_AFTER -> isWrite(request);
            case LOST_ANSWER, THROTTLED, MEANWHILE -> true;
            case CONFLICT -> request.startsWith(Faulty.CONFLICTING);
            case REPEATED -> isWrite(request) && !request.startsWith("kling");
        };
    }

    private static boolean isWrite(String request) {
        return READS.stream().noneMatch(request::contains);
    }
}
