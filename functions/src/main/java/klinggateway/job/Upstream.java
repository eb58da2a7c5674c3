package klinggateway.job;

import java.util.Optional;

/**
 * What Kling said, in its own words, apart from the gateway's. At least one of them is there.
 *
 * @param code its error code; a failed task has none
 * @param message its reason
 * @param requestId its id of the answer that said so, for its support
 */
public record Upstream(Optional<Integer> code, Optional<String> message, Optional<String> requestId) {}
