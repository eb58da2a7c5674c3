package klinggateway.local;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import klinggateway.emulators.aws.Queues;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.emulators.template.QueueResource;
import klinggateway.emulators.template.Resolver;
import klinggateway.emulators.template.SecretResource;
import klinggateway.emulators.template.TableResource;
import klinggateway.emulators.template.Template;
import klinggateway.emulators.template.TemplateException;
import klinggateway.emulators.template.TopicResource;

/** What the names in the template stand for while the gateway runs on one machine. */
final class RunningResources implements Resolver {

    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";

    private final Map<String, String> references = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();

    RunningResources(Template template, Map<String, String> queueUrls) {
        references.put("AWS::Region", REGION);
        references.put("AWS::AccountId", ACCOUNT);
        references.put("AWS::Partition", "aws");
        references.put("AWS::URLSuffix", "amazonaws.com");
        references.put("AWS::StackName", "local");
        references.putAll(template.parameters());
        for (FunctionResource function : template.functions()) {
            references.put(function.id(), function.id());
            attributes.put(function.id() + ".Arn", arn("lambda", "function:" + function.id()));
        }
        for (TableResource table : template.tables()) {
            references.put(table.id(), table.id());
            attributes.put(table.id() + ".Arn", arn("dynamodb", "table/" + table.id()));
        }
        for (QueueResource queue : template.queues()) {
            String url = queueUrls.getOrDefault(queue.id(), "");
            references.put(queue.id(), url);
            attributes.put(queue.id() + ".Arn", Queues.arn(queue.id()));
            attributes.put(queue.id() + ".QueueName", queue.id());
            attributes.put(queue.id() + ".QueueUrl", url);
        }
        for (SecretResource secret : template.secrets()) {
            references.put(secret.id(), secretArn(secret.id()));
        }
        for (TopicResource topic : template.topics()) {
            references.put(topic.id(), arn("sns", topic.id()));
        }
    }

    /** The ARN of a secret. */
    static String secretArn(String secretId) {
        return arn("secretsmanager", "secret:" + secretId);
    }

    /** The environment of a function: the template's variables and those that Lambda sets. */
    Map<String, String> environmentOf(FunctionResource function, URI dynamoDb, URI sqs, URI secretsManager, URI sns) {
        var environment = new HashMap<String, String>();
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.id());
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        environment.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secretsManager.toString());
        environment.put("AWS_ENDPOINT_URL_SNS", sns.toString());
        function.environment().forEach((name, value) -> {
            try {
                environment.put(name, value.resolve(this));
            } catch (TemplateException e) {
                throw new TemplateException(
                        "The variable " + name + " of " + function.id() + " cannot be resolved: " + e.getMessage());
            }
        });
        return Map.copyOf(environment);
    }

    @Override
    public String reference(String name) {
        return known(references, name);
    }

    @Override
    public String attribute(String logicalId, String attribute) {
        return known(attributes, logicalId + "." + attribute);
    }

    private static String known(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new TemplateException(name + " stands for nothing on one machine");
        }
        return value;
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }
}
