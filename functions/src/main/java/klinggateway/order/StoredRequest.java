package klinggateway.order;

import java.util.Optional;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.JobRequest;

/** What is kept of a request, so that its job can be sent by anybody at any time. */
public final class StoredRequest {

    private static final int PROMPT_HEAD = 500;

    private StoredRequest() {}

    /**
     * The request for what was sold.
     *
     * @param baseUrl the gateway's URL, if Kling can reach it
     */
    public static JobRequest of(Ordered ordered, Optional<String> baseUrl) {
        Sold sold = ordered.sold();
        String prompt = head(sold.fields().path("prompt").asText());
        boolean isWatermarked = sold.fields().path("watermark").asBoolean();
        return new JobRequest(sold.body(), baseUrl, ordered.extras().of(prompt, isWatermarked));
    }

    private static String head(String prompt) {
        int characters = Math.min(PROMPT_HEAD, prompt.codePointCount(0, prompt.length()));
        return prompt.substring(0, prompt.offsetByCodePoints(0, characters));
    }
}
