package klinggateway.facade.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import klinggateway.http.Call;

/** Numbers in questions; what is no number, or out of its range, is told by the name it has there. */
final class Numbers {

    private Numbers() {}

    static int ofQuery(Call call, String name, int usual, int least, int most) {
        return (int) call.queryParameter(name)
                .map(text -> within(text, name, least, most))
                .orElse((long) usual)
                .longValue();
    }

    /** A number, or a text that is one; empty for what is absent or null. */
    static OptionalLong of(JsonNode node, String name, long least, long most) {
        return node.isMissingNode() || node.isNull() || node.asText().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(within(node.asText(), name, least, most));
    }

    private static long within(String text, String name, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw WrongValue.of(name + " must be a whole number from " + least + " to " + most);
    }
}
