package klinggateway.deliver;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Delivery;
import klinggateway.job.Job;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.job.Webhook;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.WebhookSecrets;
import klinggateway.secret.Secret;
import klinggateway.webhook.Courier.Letter;
import klinggateway.webhook.WebhookBody;

/** Writes and signs what is sent. */
final class Envelopes {

    private final JobStore jobs;
    private final KeyStore keys;
    private final WebhookSecrets secrets;
    private final Map<Webhook.Shape, WebhookBody> bodies;

    Envelopes(JobStore jobs, KeyStore keys, WebhookSecrets secrets, Map<Webhook.Shape, WebhookBody> bodies) {
        this.jobs = jobs;
        this.keys = keys;
        this.secrets = secrets;
        this.bodies = bodies;
    }

    /** What is sent at {@code now}; empty if what was ordered is not kept any more. */
    Optional<Letter> write(Delivery delivery, Job job, Instant now) {
        return jobs.extras(job)
                .flatMap(extras -> extras.webhook().map(webhook -> letter(delivery, job, extras, webhook, now)));
    }

    private Letter letter(Delivery delivery, Job job, Extras extras, Webhook webhook, Instant now) {
        WebhookBody shape = Optional.ofNullable(bodies.get(webhook.shape()))
                .orElseThrow(() -> new IllegalStateException("nobody writes bodies of the shape " + webhook.shape()));
        // The result is written before the end, so it may be there already when progress is told.
        Optional<JobResult> result = job.state().isEnded() ? jobs.result(job.id()) : Optional.empty();
        String body = shape.of(new WebhookBody.Happening(job, extras, result, delivery.createdAt()));
        return Letter.signed(webhook.url(), delivery.webhookId(), body, secrets(job.keyId(), now), now);
    }

    private List<Secret> secrets(String keyId, Instant now) {
        Key key =
                keys.find(keyId).orElseThrow(() -> new IllegalStateException("the key " + keyId + " of a job is gone"));
        return secrets.of(key, now);
    }
}
