package klinggateway.http;

import java.util.Map;

/** What a route answers. */
public sealed interface Answer {

    int status();

    Map<String, String> headers();

    /** An object, written as JSON. */
    record OfJson(int status, Map<String, String> headers, Object value) implements Answer {}

    /** A text as it is, with its own content type. */
    record OfText(int status, Map<String, String> headers, String text) implements Answer {}

    /** What is no text, such as a compressed one. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfBytes(int status, Map<String, String> headers, byte[] bytes) implements Answer {}

    static Answer json(int status, Object value) {
        return new OfJson(status, Map.of(), value);
    }
}
