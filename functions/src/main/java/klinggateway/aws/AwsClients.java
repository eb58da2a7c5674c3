package klinggateway.aws;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.secret.Secret;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients of the AWS SDK, sharing one HTTP client. Built without a connection or a credential, so a snapshot has none. */
public final class AwsClients implements AutoCloseable {

    /** A usage item may be this much older than its write, which is what makes a minute settled 60 s after its end. */
    private static final Duration CALL = Duration.ofSeconds(10);

    private static final Duration ATTEMPT = Duration.ofSeconds(4);

    private final Access access;
    private final SdkHttpClient http = Apache5HttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(2))
            .socketTimeout(ATTEMPT)
            .build();

    private final List<SdkAutoCloseable> built = new ArrayList<>();
    private @Nullable SqsClient sqs;

    public AwsClients(Access access) {
        this.access = access;
    }

    /**
     * How AWS is reached.
     *
     * @param credentials for stand-ins on one machine; on Lambda it is empty and the SDK finds the role's
     */
    public record Access(
            String region,
            Optional<Credentials> credentials,
            Optional<URI> dynamoDb,
            Optional<URI> sqs,
            Optional<URI> secretsManager,
            Optional<URI> sns) {}

    public record Credentials(String accessKeyId, Secret secretAccessKey) {}

    public DynamoDbClient dynamoDb() {
        ClientOverrideConfiguration timed =
                overrides().addExecutionInterceptor(new WaitingTimes()).build();
        return kept(configured(DynamoDbClient.builder().httpClient(http), access.dynamoDb())
                .overrideConfiguration(timed)
                .build());
    }

    /** The same each time: several parts of a function use the queue. */
    public SqsClient sqs() {
        if (sqs == null) {
            sqs = kept(configured(SqsClient.builder().httpClient(http), access.sqs())
                    .build());
        }
        return sqs;
    }

    public SecretsManagerClient secretsManager() {
        return kept(configured(SecretsManagerClient.builder().httpClient(http), access.secretsManager())
                .build());
    }

    public SnsClient sns() {
        return kept(
                configured(SnsClient.builder().httpClient(http), access.sns()).build());
    }

    @Override
    public void close() {
        built.forEach(SdkAutoCloseable::close);
        http.close();
    }

    private <C extends SdkAutoCloseable> C kept(C client) {
        built.add(client);
        return client;
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder, Optional<URI> endpoint) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(Region.of(access.region()))
                .credentialsProvider(credentials())
                .overrideConfiguration(overrides().build());
    }

    private static ClientOverrideConfiguration.Builder overrides() {
        return ClientOverrideConfiguration.builder().apiCallTimeout(CALL).apiCallAttemptTimeout(ATTEMPT);
    }

    private AwsCredentialsProvider credentials() {
        return access.credentials()
                .<AwsCredentialsProvider>map(known -> StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        known.accessKeyId(), known.secretAccessKey().reveal())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
