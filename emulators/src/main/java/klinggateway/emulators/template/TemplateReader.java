package klinggateway.emulators.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** Reads a whole template: each resource by its type, then whether what they point to is there. */
final class TemplateReader {

    /** Types whose absence changes nothing for a gateway on one machine: alarms, logs, permissions, notifications. */
    private static final List<String> TYPES_WITHOUT_EFFECT = List.of(
            "AWS::CloudWatch::",
            "AWS::Logs::",
            "AWS::IAM::",
            "AWS::SNS::TopicPolicy",
            "AWS::SNS::Subscription",
            "AWS::Budgets::",
            "AWS::KMS::",
            "AWS::SQS::QueuePolicy",
            "AWS::Lambda::Permission",
            "AWS::CloudFormation::");

    private static final Set<String> RESOURCE = Set.of("Type", "Properties");
    private static final Set<String> RESOURCE_WITHOUT_EFFECT =
            Set.of("DeletionPolicy", "UpdateReplacePolicy", "DependsOn", "Metadata");

    private final YamlNode root;
    private final Values values;
    private final List<FunctionResource> functions = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<QueueSource> queueSources = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();
    private final Map<String, QueueResource> queues = new HashMap<>();
    private final List<TableResource> tables = new ArrayList<>();
    private final List<SecretResource> secrets = new ArrayList<>();
    private final List<TopicResource> topics = new ArrayList<>();

    TemplateReader(YamlNode root, Map<String, String> parameterValues) {
        this.root = root;
        this.values = new Values(ParameterReader.read(root, parameterValues));
    }

    Template read() {
        var functionReader = new FunctionReader(values, root);
        for (YamlNode resource : root.get("Resources").entries().values()) {
            read(resource, functionReader);
        }
        checkTargets();
        return new Template(
                values.parameters(),
                functions,
                routes,
                queueSources,
                schedules,
                List.copyOf(queues.values()),
                tables,
                secrets,
                topics);
    }

    private void read(YamlNode resource, FunctionReader functionReader) {
        String type = resource.get("Type").text();
        if (TYPES_WITHOUT_EFFECT.stream().anyMatch(type::startsWith)) {
            return;
        }
        resource.allowOnly(RESOURCE, RESOURCE_WITHOUT_EFFECT);
        switch (type) {
            case "AWS::Serverless::Function" -> {
                FunctionReader.Read read = functionReader.read(resource);
                functions.add(read.function());
                routes.addAll(read.routes());
                queueSources.addAll(read.queueSources());
                schedules.addAll(read.schedules());
            }
            case "AWS::Serverless::HttpApi" -> checkApi(resource);
            case "AWS::SQS::Queue" -> queues.put(resource.name(), queue(resource));
            case "AWS::DynamoDB::Table" -> tables.add(TableReader.read(resource, values));
            case "AWS::SecretsManager::Secret" -> secrets.add(secret(resource));
            case "AWS::SNS::Topic" -> topics.add(topic(resource));
            default -> throw resource.error("has the type " + type + ", which is not understood by the local gateway");
        }
    }

    private void checkApi(YamlNode resource) {
        resource.find("Properties")
                .ifPresent(properties -> properties.allowOnly(
                        Set.of(),
                        Set.of(
                                "AccessLogSettings",
                                "CorsConfiguration",
                                "DefaultRouteSettings",
                                "RouteSettings",
                                "Description",
                                "Tags",
                                "Name",
                                "DisableExecuteApiEndpoint",
                                "Domain")));
    }

    private QueueResource queue(YamlNode resource) {
        Optional<YamlNode> properties = resource.find("Properties");
        properties.ifPresent(p -> p.allowOnly(
                Set.of("VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "RedrivePolicy"),
                Set.of("QueueName", "SqsManagedSseEnabled", "KmsMasterKeyId", "RedriveAllowPolicy", "Tags")));
        return checked(
                resource,
                () -> new QueueResource(
                        resource.name(),
                        properties
                                .flatMap(p -> p.find("VisibilityTimeout"))
                                .map(values::seconds)
                                .orElse(Duration.ofSeconds(30)),
                        properties
                                .flatMap(p -> p.find("MessageRetentionPeriod"))
                                .map(values::seconds)
                                .orElse(Duration.ofDays(4)),
                        properties
                                .flatMap(p -> p.find("DelaySeconds"))
                                .map(values::seconds)
                                .orElse(Duration.ZERO),
                        properties.flatMap(p -> p.find("RedrivePolicy")).map(this::redrive)));
    }

    private QueueResource.Redrive redrive(YamlNode policy) {
        policy.allowOnly(Set.of("deadLetterTargetArn", "maxReceiveCount"), Set.of());
        return checked(
                policy,
                () -> new QueueResource.Redrive(
                        Values.arnOf(policy.get("deadLetterTargetArn")), values.number(policy.get("maxReceiveCount"))));
    }

    private SecretResource secret(YamlNode resource) {
        YamlNode properties = resource.get("Properties");
        properties.allowOnly(Set.of("GenerateSecretString"), Set.of("Description", "KmsKeyId", "Tags"));
        OptionalInt length = properties
                .find("GenerateSecretString")
                .map(this::generatedLength)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
        return checked(resource, () -> new SecretResource(resource.name(), length));
    }

    private static TopicResource topic(YamlNode resource) {
        resource.find("Properties")
                .ifPresent(
                        properties -> properties.allowOnly(Set.of(), Set.of("KmsMasterKeyId", "DisplayName", "Tags")));
        return new TopicResource(resource.name());
    }

    private int generatedLength(YamlNode generate) {
        // Letters and digits are generated whatever is excluded, which is a valid choice for every setting but a
        // template around the secret.
        generate.allowOnly(
                Set.of("PasswordLength"),
                Set.of("ExcludePunctuation", "ExcludeCharacters", "IncludeSpace", "RequireEachIncludedType"));
        return generate.find("PasswordLength").map(values::number).orElse(32);
    }

    private void checkTargets() {
        Map<String, Route> byKey = new HashMap<>();
        for (Route route : routes) {
            Route other = byKey.putIfAbsent(route.key(), route);
            if (other != null) {
                throw root.get("Resources")
                        .get(route.functionId())
                        .error("has the route " + route.key() + ", which " + other.functionId() + " has already");
            }
        }
        queueSources.forEach(this::checkSource);
        for (QueueResource queue : queues.values()) {
            queue.redrive()
                    .map(QueueResource.Redrive::deadLetterQueueId)
                    .filter(id -> !queues.containsKey(id))
                    .ifPresent(id -> {
                        throw root.get("Resources")
                                .get(queue.id())
                                .error("has the dead letter queue " + id + ", which is not in the template");
                    });
        }
    }

    private void checkSource(QueueSource source) {
        YamlNode place = root.get("Resources").get(source.functionId());
        QueueResource queue = queues.get(source.queueId());
        if (queue == null) {
            throw place.error("is fed by the queue " + source.queueId() + ", which is not in the template");
        }
        boolean outlives = functions.stream()
                .filter(function -> function.id().equals(source.functionId()))
                .anyMatch(function -> function.timeout().compareTo(queue.visibilityTimeout()) > 0);
        if (outlives) {
            // AWS refuses this, too: a message would come again while it is worked on.
            throw place.error("has a longer Timeout than the VisibilityTimeout of " + source.queueId());
        }
    }

    /** Makes a record, and says where in the template its complaint comes from. */
    static <T> T checked(YamlNode place, Supplier<T> record) {
        try {
            return record.get();
        } catch (IllegalArgumentException e) {
            throw place.error(String.valueOf(e.getMessage()));
        }
    }
}
