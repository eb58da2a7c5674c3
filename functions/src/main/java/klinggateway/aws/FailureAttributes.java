package klinggateway.aws;

import java.util.Optional;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Upstream;

/** A failure, as the row of a job and the pause of a pool both hold it. */
final class FailureAttributes {

    private FailureAttributes() {}

    static Item put(Item item, Failure failure) {
        item.put("errorClass", failure.errorClass().word())
                .put("errorMessage", failure.message())
                .put("outcomeUnknown", failure.outcomeUnknown());
        failure.upstream()
                .ifPresent(upstream -> item.putNumber("upstreamCode", upstream.code())
                        .putText("upstreamMessage", upstream.message())
                        .putText("upstreamRequestId", upstream.requestId()));
        return item;
    }

    static Optional<Failure> read(Item item) {
        return item.findText("errorClass")
                .map(word -> new Failure(
                        ErrorClass.ofWord(word),
                        item.needText("errorMessage"),
                        upstream(item),
                        item.needBoolean("outcomeUnknown")));
    }

    private static Optional<Upstream> upstream(Item item) {
        boolean said = item.has("upstreamCode") || item.has("upstreamMessage") || item.has("upstreamRequestId");
        return said
                ? Optional.of(new Upstream(
                        item.findNumber("upstreamCode").map(Long::intValue),
                        item.findText("upstreamMessage"),
                        item.findText("upstreamRequestId")))
                : Optional.empty();
    }
}
