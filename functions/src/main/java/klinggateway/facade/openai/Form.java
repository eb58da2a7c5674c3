package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;

/** A form as the JSON object that says the same. A file becomes an object with the {@code image_url} that holds it. */
final class Form {

    private static final Pattern MEMBER = Pattern.compile("([^\\[\\]]+)\\[([^\\[\\]]+)]");

    private Form() {}

    static ObjectNode json(List<Multipart.Part> parts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Multipart.Part part : parts) {
            Matcher member = MEMBER.matcher(part.name());
            if (member.matches()) {
                JsonNode outer = json.path(member.group(1));
                if (outer.isMissingNode()) {
                    outer = json.putObject(member.group(1));
                }
                put(outer, member.group(2), part);
            } else {
                put(json, part.name(), part);
            }
        }
        return json;
    }

    private static void put(JsonNode into, String name, Multipart.Part part) {
        if (!(into instanceof ObjectNode object) || object.has(name)) {
            throw ProblemException.invalid(
                    ErrorCode.INVALID_PARAMETERS, List.of(new InvalidParameter("/" + part.name(), "is there twice")));
        }
        if (part.fileName().isPresent()) {
            object.putObject(name)
                    .put(
                            "image_url",
                            "data:application/octet-stream;base64,"
                                    + Base64.getEncoder().encodeToString(part.content()));
        } else {
            object.put(name, new String(part.content(), StandardCharsets.UTF_8));
        }
    }
}
