package klinggateway.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import klinggateway.local.lambda.Invocation;

/**
 * Decides which messages of a batch failed, by Lambda's rules for {@code ReportBatchItemFailures}: an empty answer or an empty list is a
 * success of all; an error, an answer that is not JSON, and an id that is empty or not in the batch are a failure of all.
 */
final class BatchFailures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchFailures() {}

    static Set<String> of(Invocation invocation, Set<String> messageIds, boolean reportsBatchItemFailures) {
        return switch (invocation) {
            case Invocation.Failed _ -> messageIds;
            case Invocation.Returned(byte[] output) ->
                reportsBatchItemFailures ? reported(output, messageIds) : Set.of();
        };
    }

    private static Set<String> reported(byte[] output, Set<String> messageIds) {
        JsonNode items;
        try {
            items = JSON.readTree(output).path("batchItemFailures");
        } catch (IOException e) {
            return messageIds;
        }
        var failed = new HashSet<String>();
        for (JsonNode item : items) {
            String id = item.path("itemIdentifier").asText("");
            if (!messageIds.contains(id)) {
                return messageIds;
            }
            failed.add(id);
        }
        return failed;
    }
}
