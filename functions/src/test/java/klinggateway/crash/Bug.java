package klinggateway.crash;

import klinggateway.job.Slots;
import klinggateway.kling.Kling;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A mistake that could be in the gateway, as a decorator of a part of it. */
interface Bug {

    /** The gateway as it is. */
    Bug NONE = new Bug() {};

    default DynamoDbClient in(DynamoDbClient dynamoDb) {
        return dynamoDb;
    }

    default Slots in(Slots slots) {
        return slots;
    }

    default Kling in(Kling kling) {
        return kling;
    }
}
