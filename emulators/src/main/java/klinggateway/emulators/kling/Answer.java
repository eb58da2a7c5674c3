package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What goes back over the wire for one request. */
sealed interface Answer {

    /** A success; the border puts {@code code}, {@code message} and {@code request_id} around it. */
    record Data(JsonNode data) implements Answer {}

    /** An error with one of Kling's codes. */
    record Refused(Refusal refusal) implements Answer {}

    /** Anything but Kling's JSON. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the socket and never compared
    record Bytes(int httpStatus, String contentType, byte[] content) implements Answer {

        static Bytes proxyPage() {
            return page(502, "502 Bad Gateway");
        }

        static Bytes page(int httpStatus, String title) {
            String html = "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>\n";
            return new Bytes(httpStatus, "text/html", html.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Another answer, after a pause of real time. */
    record Late(Duration delay, Answer answer) implements Answer {}

    /** The connection is closed without a word. */
    record Silence() implements Answer {}
}
