package klinggateway.kling;

import java.net.URI;
import java.util.Optional;

/** Kling's former address, which that of Singapore has replaced ({@code docs/kling.md}, Hosts). It answers still, and may stop. */
public final class FormerHost {

    private static final String FORMER = "api.klingai.com";

    private FormerHost() {}

    /** What an operator should do whose gateway still asks there. */
    public static Optional<String> advice(URI endpoint) {
        return FORMER.equalsIgnoreCase(endpoint.getHost())
                ? Optional.of("Kling has left " + endpoint + ", which may stop to answer; set the endpoint to"
                        + " https://api-singapore.klingai.com, which takes the same keys")
                : Optional.empty();
    }
}
