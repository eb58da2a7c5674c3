package klinggateway;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import klinggateway.aws.AwsClients;
import klinggateway.emulators.aws.EmbeddedDynamoDb;
import klinggateway.emulators.aws.EmbeddedSqs;
import klinggateway.infra.PolicyGuard;
import klinggateway.secret.Secret;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What stands in for DynamoDB and SQS. What talks to them is tested on each, by {@code @ParameterizedClass} and
 * {@code @EnumSource(StandIn.class)}. Each is started once for all tests of the JVM, when it is first needed.
 */
public enum StandIn {

    /** DynamoDB Local and ElasticMQ, inside this process. */
    EMBEDDED,

    /** A second opinion, see {@link LocalStack}. */
    LOCALSTACK;

    private static final class Tables {
        static final EmbeddedDynamoDb DYNAMO_DB = EmbeddedDynamoDb.inMemory();
    }

    private static final class Queues {
        static final EmbeddedSqs SQS = EmbeddedSqs.start();
    }

    private static final Map<URI, DynamoDbClient> DYNAMO_DBS = new ConcurrentHashMap<>();
    private static final Map<URI, SqsClient> SQSES = new ConcurrentHashMap<>();

    /** For all tests, which share the tables, too. Handlers may do with it what their policies allow. */
    public DynamoDbClient dynamoDb() {
        URI endpoint = switch (this) {
            case EMBEDDED -> Tables.DYNAMO_DB.endpoint();
            case LOCALSTACK -> LocalStack.endpoint();
        };
        return DYNAMO_DBS.computeIfAbsent(
                endpoint,
                made -> DynamoDbClient.builder()
                        .endpointOverride(made)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                        .overrideConfiguration(
                                configuration -> configuration.addExecutionInterceptor(new PolicyGuard()))
                        .build());
    }

    /** For all tests; queues need names of their own. */
    public SqsClient sqs() {
        URI endpoint = switch (this) {
            case EMBEDDED -> Queues.SQS.endpoint();
            case LOCALSTACK -> LocalStack.endpoint();
        };
        return SQSES.computeIfAbsent(endpoint, made -> clients(made).sqs());
    }

    private static AwsClients clients(URI sqs) {
        return new AwsClients(new AwsClients.Access(
                "us-east-1",
                Optional.of(new AwsClients.Credentials("test", new Secret("test"))),
                Optional.empty(),
                Optional.of(sqs),
                Optional.empty(),
                Optional.empty()));
    }
}
