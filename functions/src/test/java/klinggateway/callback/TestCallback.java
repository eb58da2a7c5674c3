package klinggateway.callback;

import java.time.InstantSource;
import klinggateway.TestGateway;
import klinggateway.http.Routes;
import klinggateway.job.JobStore;
import klinggateway.lifecycle.CallbackTokens;
import klinggateway.lifecycle.Sync;
import klinggateway.secret.Secret;

/** The function {@code callback} on the parts of a test. */
public final class TestCallback {

    private TestCallback() {}

    /** With {@code webhookSecret} as what Kling signs callbacks with; empty if it signs none. */
    public static CallbackHandler on(TestGateway gateway, String webhookSecret) {
        return on(gateway.tokens, gateway.jobs, gateway.sync, webhookSecret, gateway.time, gateway.routes());
    }

    public static CallbackHandler on(
            CallbackTokens tokens, JobStore jobs, Sync sync, String webhookSecret, InstantSource clock, Routes routes) {
        return new CallbackHandler(tokens, jobs, sync, () -> new Secret(webhookSecret), clock, routes);
    }
}
