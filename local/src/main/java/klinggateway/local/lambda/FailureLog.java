package klinggateway.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Writes a failed invocation as one line of JSON to standard error. */
final class FailureLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FailureLog() {}

    static void write(LocalContext context, String errorType, String errorMessage) {
        System.err.println(line(context, errorType, errorMessage));
    }

    static void write(LocalContext context, Throwable thrown) {
        ObjectNode line = line(context, thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        ArrayNode stack = line.putArray("stackTrace");
        add(stack, thrown);
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            stack.add("Caused by: " + cause);
            add(stack, cause);
        }
        System.err.println(line);
    }

    private static void add(ArrayNode stack, Throwable thrown) {
        for (StackTraceElement element : thrown.getStackTrace()) {
            stack.add(element.toString());
        }
    }

    private static ObjectNode line(LocalContext context, String errorType, String errorMessage) {
        return JSON.createObjectNode()
                .put("timestamp", Instant.now().toString())
                .put("level", "ERROR")
                .put("function", context.getFunctionName())
                .put("requestId", context.getAwsRequestId())
                .put("errorType", errorType)
                .put("errorMessage", errorMessage);
    }
}
