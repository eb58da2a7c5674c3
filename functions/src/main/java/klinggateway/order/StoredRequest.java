package klinggateway.order;

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
     * @param baseUrl the gateway's URL, if Kling can reach it
     */
    public static JobRequest of(Ordered ordered, Optional<String> baseUrl) {
        Sold sold = ordered.sold();
        String body = sold.body();
        String prompt = sold.fields().path("prompt").asText();
        return new JobRequest(body, head(prompt), Sha256.hex(body), baseUrl, ordered.extras());
    }

    private static String head(String prompt) {
        int characters = Math.min(PROMPT_HEAD, prompt.codePointCount(0, prompt.length()));
        return prompt.substring(0, prompt.offsetByCodePoints(0, characters));
    }
}
