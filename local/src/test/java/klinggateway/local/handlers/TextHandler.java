package klinggateway.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Answers a text, as long as the query says. */
public final class TextHandler implements RequestHandler<Map<String, Object>, String> {

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        return "x".repeat(Integer.parseInt(String.valueOf(event.get("rawQueryString"))));
    }
}
