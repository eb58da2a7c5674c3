package klinggateway.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import klinggateway.aws.AwsClients;
import klinggateway.emulators.aws.Queues;
import klinggateway.emulators.aws.Tables;
import klinggateway.emulators.template.SecretResource;
import klinggateway.emulators.template.Template;
import klinggateway.emulators.template.TemplateException;
import klinggateway.secret.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.sns.SnsClient;

/** The command that makes ready what {@code sam local invoke} needs, see {@code docs/development.md}. */
@Command(
        name = "sam-local",
        description = "Makes the tables, queues, topic and secrets for sam local invoke, and infra/sam-local.yaml.",
        mixinStandardHelpOptions = true)
final class SamLocal implements Callable<Integer> {

    /** Of {@code events/*.json}. */
    private static final String ADMIN_SECRET = "thisSecretIsForSampleEventsOnly0000000000000";

    private static final String VARIABLES = "    Environment:\n      Variables:\n";
    private static final String ARCHITECTURE = "    Architectures: [arm64]\n";

    private final Path home;
    private final PrintStream out;

    @Parameters(
            paramLabel = "URL",
            defaultValue = "http://localhost:4566",
            description = "What answers like DynamoDB, SQS, SNS and Secrets Manager. Default: ${DEFAULT-VALUE}.")
    private URI aws = URI.create("http://localhost:4566");

    SamLocal(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Path original = home.resolve("infra").resolve("template.yaml");
        Template template = Template.read(original, Map.of());
        AwsClients clients = new AwsClients(new AwsClients.Access(
                "us-east-1",
                Optional.of(new AwsClients.Credentials("local", new Secret("local"))),
                Optional.of(aws),
                Optional.of(aws),
                Optional.of(aws),
                Optional.of(aws)));
        try (DataFolder data = DataFolder.open(home.resolve(".data"))) {
            Tables.create(clients.dynamoDb(), template.tables());
            Queues.create(clients.sqs(), template.queues());
            SnsClient sns = clients.sns();
            template.topics().forEach(topic -> sns.createTopic(create -> create.name(topic.id())));
            template.secrets().forEach(secret -> put(clients.secretsManager(), secret.id(), value(secret, data)));
        } catch (SdkException e) {
            throw new StartException("Nothing could be made at " + aws + ": " + e.getMessage(), e);
        }
        Path written = home.resolve("infra").resolve("sam-local.yaml");
        Files.writeString(written, template(Files.readString(original), System.getProperty("os.arch")));
        out.println("Made tables, queues, a topic and secrets at " + aws + ", and " + written);
        return 0;
    }

    /**
     * The template as SAM can use it here. It hands on only variables that the template names, and would emulate another processor than
     * this machine's.
     */
    static String template(String original, String processor) {
        if (!original.contains(VARIABLES) || !original.contains(ARCHITECTURE)) {
            throw new TemplateException("infra/template.yaml has its variables or processor elsewhere than expected");
        }
        String here = processor.equals("aarch64") ? ARCHITECTURE : ARCHITECTURE.replace("arm64", "x86_64");
        return original.replace(ARCHITECTURE, here)
                .replace(
                        VARIABLES,
                        VARIABLES
                                + "        AWS_ENDPOINT_URL_DYNAMODB: \"\"\n"
                                + "        AWS_ENDPOINT_URL_SQS: \"\"\n"
                                + "        AWS_ENDPOINT_URL_SECRETS_MANAGER: \"\"\n"
                                + "        AWS_ENDPOINT_URL_SNS: \"\"\n");
    }

    private static String value(SecretResource secret, DataFolder data) {
        return switch (secret.id()) {
            case "AdminSecret" -> ADMIN_SECRET;
            case "KlingSecret" -> "{\"KLING_API_KEY\":\"" + Kling.apiKey(data) + "\"}";
            default -> data.secret(secret.id(), secret.generatedLength().orElseThrow());
        };
    }

    private static void put(SecretsManagerClient secrets, String name, String value) {
        try {
            secrets.createSecret(create -> create.name(name).secretString(value));
        } catch (ResourceExistsException again) {
            secrets.putSecretValue(put -> put.secretId(name).secretString(value));
        }
    }
}
