package klinggateway.deliver;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.DeliveryView;
import klinggateway.http.JobAnswer;
import klinggateway.http.Json;
import klinggateway.job.Job;
import klinggateway.webhook.WebhookBody;

/** The gateway's own shape: the envelope of Standard Webhooks around what {@code GET /api/jobs/{id}} answers. */
final class GatewayBody implements WebhookBody {

    private final Catalogue catalogue;
    private final String klingHost;
    private final InstantSource clock;

    GatewayBody(Catalogue catalogue, String klingHost, InstantSource clock) {
        this.catalogue = catalogue;
        this.klingHost = klingHost;
        this.clock = clock;
    }

    /** @param timestamp when it happened, the same in each attempt */
    private record Envelope(String type, Instant timestamp, JobAnswer data) {}

    @Override
    public String of(Happening happening) {
        Job job = happening.job();
        JobAnswer data = JobAnswer.of(
                job,
                happening.extras(),
                happening.result(),
                Optional.empty(),
                catalogue,
                klingHost,
                job.ending().map(Job.Ending::at).orElse(happening.at()),
                clock.instant());
        return Json.write(new Envelope(DeliveryView.PREFIX + job.state().word(), happening.at(), data));
    }
}
