package klinggateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.aws.AwsClients;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.Pool;
import klinggateway.webhook.WebhookTargets;

/**
 * What the operator has set, checked: all that is wrong is reported at once.
 *
 * @param catalogue the file with the operator's own prices and models, where there is one
 * @param passThrough paths of Kling's that the catalogue does not know and that are open all the same; {@code /*} at the end stands for
 *     anything below
 * @param anonymousKey the key that calls of the predecessor's routes act as if they come without one
 * @param reportZones the zones whose days are rolled up beside those of UTC
 * @param publicUrl the gateway's own URL, where it is not the domain that requests come in by
 * @param webhookTargets where callers' webhooks may be
 * @param logsEvents whether what happens is told to the log, and not only what fails
 */
record Settings(
        AwsClients.Access aws,
        Tables tables,
        String pollQueueUrl,
        Map<DeadLetterQueue, String> deadLetterQueueUrls,
        String deliverQueueUrl,
        String alertTopicArn,
        SecretArns secrets,
        URI klingEndpoint,
        Optional<Path> catalogue,
        Map<Pool, Integer> concurrency,
        Set<String> passThrough,
        Optional<String> anonymousKey,
        Set<ZoneId> reportZones,
        Optional<String> publicUrl,
        Duration jobRetention,
        Duration usageRetention,
        WebhookTargets webhookTargets,
        boolean logsEvents) {

    record Tables(String jobs, String usage, String rollups, String admission, String keys, String alerts) {}

    record SecretArns(String gateway, String admin, String kling) {}

    static Settings of(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        Settings settings = new Settings(
                new AwsClients.Access(
                        variables.text("AWS_REGION"),
                        variables.credentials(),
                        variables.optionalUri("AWS_ENDPOINT_URL_DYNAMODB"),
                        variables.optionalUri("AWS_ENDPOINT_URL_SQS"),
                        variables.optionalUri("AWS_ENDPOINT_URL_SECRETS_MANAGER"),
                        variables.optionalUri("AWS_ENDPOINT_URL_SNS")),
                new Tables(
                        variables.text("JOBS_TABLE"),
                        variables.text("USAGE_TABLE"),
                        variables.text("ROLLUPS_TABLE"),
                        variables.text("ADMISSION_TABLE"),
                        variables.text("KEYS_TABLE"),
                        variables.text("ALERTS_TABLE")),
                variables.text("POLL_QUEUE_URL"),
                variables.deadLetterQueues("DEAD_LETTER_QUEUE_URLS"),
                variables.text("DELIVER_QUEUE_URL"),
                variables.text("ALERT_TOPIC_ARN"),
                new SecretArns(
                        variables.text("GATEWAY_SECRET_ARN"),
                        variables.text("ADMIN_SECRET_ARN"),
                        variables.text("KLING_SECRET_ARN")),
                variables.uri("KLING_ENDPOINT"),
                variables.find("KLING_CATALOGUE").map(Path::of),
                Map.of(
                        Pool.VIDEO, variables.number("KLING_VIDEO_CONCURRENCY", 1, 50),
                        Pool.IMAGE, variables.number("KLING_IMAGE_CONCURRENCY", 1, 50),
                        Pool.TRY_ON, variables.number("KLING_TRYON_CONCURRENCY", 1, 50)),
                variables.paths("KLING_PASS_THROUGH"),
                variables.keyId("ANONYMOUS_KEY"),
                variables.zones("REPORT_ZONES", 3),
                variables.optionalUri("PUBLIC_URL").map(Settings::withoutSlash),
                Duration.ofDays(variables.number("JOB_RETENTION_DAYS", 31, 3650)),
                Duration.ofDays(variables.number("USAGE_RETENTION_DAYS", 31, 3650)),
                variables.webhookTargets("WEBHOOK_TARGETS"),
                variables.isOn("EVENT_LOG"));
        variables.check();
        return settings;
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
