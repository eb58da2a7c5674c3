package klinggateway.local;

import java.util.HashMap;
import java.util.Map;
import klinggateway.emulators.aws.EmbeddedDynamoDb;
import klinggateway.emulators.aws.EmbeddedSqs;
import klinggateway.emulators.aws.SecretsManagerEmulator;
import klinggateway.emulators.aws.SnsEmulator;
import klinggateway.emulators.template.SecretResource;
import klinggateway.emulators.template.Template;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The running stand-ins for AWS with the gateway's own clients to them. */
final class StandIns implements AutoCloseable {

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final EmbeddedDynamoDb dynamoDb;
    private final EmbeddedSqs sqs;
    private final SecretsManagerEmulator secretsManager = SecretsManagerEmulator.start(Map.of());
    private final SnsEmulator sns = SnsEmulator.start();
    private final Map<String, String> secretValues = new HashMap<>();
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final DynamoDbClient dynamoDbClient;
    private final SqsClient sqsClient;

    StandIns(EmbeddedDynamoDb dynamoDb, EmbeddedSqs sqs) {
        this.dynamoDb = dynamoDb;
        this.sqs = sqs;
        this.dynamoDbClient = DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.of(RunningResources.REGION))
                .credentialsProvider(CREDENTIALS)
                .httpClient(http)
                .build();
        this.sqsClient = SqsClient.builder()
                .endpointOverride(sqs.endpoint())
                .region(Region.of(RunningResources.REGION))
                .credentialsProvider(CREDENTIALS)
                .httpClient(http)
                .build();
    }

    EmbeddedDynamoDb dynamoDb() {
        return dynamoDb;
    }

    EmbeddedSqs sqs() {
        return sqs;
    }

    SecretsManagerEmulator secretsManager() {
        return secretsManager;
    }

    SnsEmulator sns() {
        return sns;
    }

    DynamoDbClient dynamoDbClient() {
        return dynamoDbClient;
    }

    SqsClient sqsClient() {
        return sqsClient;
    }

    /**
     * Gives the secrets of the template their values.
     *
     * @param given the operator's, by logical id
     */
    void putSecrets(Template template, Map<String, String> given, DataFolder data) {
        for (SecretResource secret : template.secrets()) {
            secret.generatedLength()
                    .ifPresent(length -> secretValues.put(secret.id(), data.secret(secret.id(), length)));
        }
        given.forEach((id, value) -> {
            if (template.secrets().stream().noneMatch(secret -> secret.id().equals(id))) {
                throw new IllegalArgumentException("The template has no secret " + id);
            }
            secretValues.put(id, value);
        });
        secretValues.forEach((id, value) -> secretsManager.put(RunningResources.secretArn(id), value));
    }

    String secretValue(String secretId) {
        String value = secretValues.get(secretId);
        if (value == null) {
            throw new IllegalArgumentException("No secret " + secretId + " has a value");
        }
        return value;
    }

    @Override
    public void close() {
        dynamoDbClient.close();
        sqsClient.close();
        http.close();
        sns.close();
        secretsManager.close();
        sqs.close();
        dynamoDb.close();
    }
}
