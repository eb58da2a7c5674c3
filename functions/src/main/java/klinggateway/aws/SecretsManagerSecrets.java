package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import klinggateway.secret.Secret;
import klinggateway.secret.SecretSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets in Secrets Manager, read at first use and kept for five minutes, so that a rotated one is picked up. */
public final class SecretsManagerSecrets {

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final SecretsManagerClient client;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    public SecretsManagerSecrets(SecretsManagerClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Kept(Secret secret, Instant until) {}

    /** The secret of this ARN, whatever it is at the time. */
    public SecretSource source(String arn) {
        return () -> {
            Kept known = kept.get(arn);
            if (known == null || !clock.instant().isBefore(known.until)) {
                String value =
                        client.getSecretValue(builder -> builder.secretId(arn)).secretString();
                known = new Kept(new Secret(value), clock.instant().plus(KEPT));
                kept.put(arn, known);
            }
            return known.secret;
        };
    }
}
