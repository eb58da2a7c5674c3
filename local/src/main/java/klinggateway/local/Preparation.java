package klinggateway.local;

import klinggateway.emulators.template.Template;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Something to be done with the tables once they are there and before anything else uses them. */
@FunctionalInterface
public interface Preparation {

    /**
     * Does it.
     *
     * @param template with the values of its parameters
     */
    void prepare(Template template, DynamoDbClient dynamoDb);
}
