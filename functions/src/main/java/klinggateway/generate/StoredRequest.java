package klinggateway.generate;

import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.JobRequest;
import klinggateway.secret.Sha256;

/** What is kept of a request, so that its job can be sent by anybody at any time. */
public final class StoredRequest {

    private static final int PROMPT_HEAD = 500;

    private StoredRequest() {}

    /**
     * The request for what was sold.
     *
     * @param metadata the caller's own
     * @param baseUrl the gateway's URL, if Kling can reach it
     */
    public static JobRequest of(Sold sold, Map<String, String> metadata, Optional<String> baseUrl) {
        String body = sold.body();
        return new JobRequest(body, head(sold.fields().path("prompt").asText()), Sha256.hex(body), baseUrl, metadata);
    }

    private static String head(String prompt) {
        int characters = Math.min(PROMPT_HEAD, prompt.codePointCount(0, prompt.length()));
        return prompt.substring(0, prompt.offsetByCodePoints(0, characters));
    }
}
