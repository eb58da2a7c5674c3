package klinggateway.local.jar;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.aws.EmbeddedDynamoDb;
import klinggateway.emulators.aws.EmbeddedSqs;
import klinggateway.emulators.aws.Queues;
import klinggateway.emulators.aws.SecretsManagerEmulator;
import klinggateway.emulators.aws.SnsEmulator;
import klinggateway.emulators.aws.Tables;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.emulators.template.Resolver;
import klinggateway.emulators.template.Template;
import klinggateway.emulators.template.TemplateException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the functions find around them: stand-ins for AWS, with what the template puts there, and one for Kling. */
final class Surroundings implements Resolver, AutoCloseable {

    /** Of {@code events/*.json}. */
    private static final String ADMIN_SECRET = "thisSecretIsForSampleEventsOnly0000000000000";

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    private static final String KLING_API_KEY = "kling-api-key";

    private final EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.inMemory();
    private final EmbeddedSqs sqs = EmbeddedSqs.start();
    private final SecretsManagerEmulator secretsManager = SecretsManagerEmulator.start(Map.of());
    private final SnsEmulator sns = SnsEmulator.start();
    // On a time that stands still it calls nobody back; the sample events' domain is not ours.
    private final KlingEmulator kling = KlingEmulator.builder()
            .clock(InstantSource.fixed(Instant.now()))
            .apiKey(KLING_API_KEY)
            .start();
    private final Template template =
            Template.read(Shipped.TEMPLATE, Map.of("KlingEndpoint", kling.url().toString()));
    private final Map<String, String> references = new HashMap<>(template.parameters());

    private Surroundings() {}

    static Surroundings start() {
        var surroundings = new Surroundings();
        try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
            surroundings.createTables(http);
            surroundings.createQueues(http);
        }
        surroundings.putSecrets();
        surroundings
                .template
                .topics()
                .forEach(topic ->
                        surroundings.references.put(topic.id(), "arn:aws:sns:us-east-1:000000000000:" + topic.id()));
        return surroundings;
    }

    /** Forgets what functions have written, so that the next one finds what the first one found. */
    void emptyTables() {
        try (SdkHttpClient http = UrlConnectionHttpClient.create();
                DynamoDbClient client = client(http)) {
            template.tables().forEach(table -> client.deleteTable(delete -> delete.tableName(table.id())));
            Tables.create(client, template.tables());
        }
    }

    Template template() {
        return template;
    }

    KlingEmulator kling() {
        return kling;
    }

    /** The template's variables for a function, and where AWS is. */
    Map<String, String> environmentOf(FunctionResource function) {
        var environment = new HashMap<String, String>();
        function.environment().forEach((name, value) -> environment.put(name, value.resolve(this)));
        environment.put("AWS_REGION", Region.US_EAST_1.id());
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
        environment.put(
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", secretsManager.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SNS", sns.endpoint().toString());
        return Map.copyOf(environment);
    }

    @Override
    public String reference(String name) {
        return Optional.ofNullable(references.get(name))
                .orElseThrow(() -> new TemplateException(name + " stands for nothing in this test"));
    }

    @Override
    public String attribute(String logicalId, String attribute) {
        throw new TemplateException(logicalId + "." + attribute + " stands for nothing in this test");
    }

    @Override
    public void close() {
        kling.close();
        sns.close();
        secretsManager.close();
        sqs.close();
        dynamoDb.close();
    }

    private DynamoDbClient client(SdkHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(http)
                .build();
    }

    private void createTables(SdkHttpClient http) {
        try (DynamoDbClient client = client(http)) {
            Tables.create(client, template.tables());
        }
        template.tables().forEach(table -> references.put(table.id(), table.id()));
    }

    private void createQueues(SdkHttpClient http) {
        try (SqsClient client = SqsClient.builder()
                .endpointOverride(sqs.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(http)
                .build()) {
            references.putAll(Queues.create(client, template.queues()));
        }
    }

    private void putSecrets() {
        template.secrets().forEach(secret -> {
            String arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + secret.id();
            secretsManager.put(
                    arn,
                    switch (secret.id()) {
                        case "AdminSecret" -> ADMIN_SECRET;
                        case "KlingSecret" -> "{\"KLING_API_KEY\":\"" + KLING_API_KEY + "\"}";
                        default -> "g".repeat(secret.generatedLength().orElseThrow());
                    });
            references.put(secret.id(), arn);
        });
    }
}
