package klinggateway.facade.kling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.http.Answer;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.http.Refusal;
import klinggateway.job.Upstream;

/** Tells errors as Kling tells its own (docs/kling.md, Errors): those of Kling as they came, the gateway's by the nearest code. */
public final class KlingVoice {

    /** What Kling says of the gateway's own credential or slots is no business of the caller's. */
    private static final Set<Integer> BETWEEN_US = Set.of(1000, 1001, 1002, 1003, 1004, 1303, 1304);

    private static final String OLDER_MODEL = "/model";

    private KlingVoice() {}

    /** See {@link klinggateway.http.Voice}. */
    public static Answer.OfJson tell(ProblemException problem, String requestId) {
        Optional<Upstream> upstream = problem.upstream()
                .filter(said ->
                        said.code().filter(code -> !BETWEEN_US.contains(code)).isPresent());
        int code = upstream.flatMap(Upstream::code).orElseGet(() -> code(problem));
        String message = upstream.flatMap(Upstream::message).orElseGet(() -> message(problem));
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", message)
                .put("request_id", requestId);
        return new Answer.OfJson(status(code), Map.of(), body);
    }

    private static int code(ProblemException problem) {
        Optional<Integer> ofCredential = problem.refusal().map(KlingVoice::code);
        return ofCredential.orElseGet(() -> switch (problem.code()) {
            case AUTH_FAILED -> 1103;
            case RATE_LIMIT_EXCEEDED -> problem.status() == 402 ? 1102 : 1302;
            case INVALID_PARAMETERS -> isAboutModel(problem) ? 1203 : problem.status() == 404 ? 1202 : 1201;
            case TASK_NOT_FOUND, INVALID_TASK_ID, ANALYTICS_ERROR, EVENT_RECORDING_ERROR -> 1201;
            case GENERATION_FAILED -> 1300;
            case SERVICE_ERROR, STATUS_CHECK_FAILED -> 5001;
            case SYSTEM_ERROR -> 5000;
        });
    }

    private static int code(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> 1000;
            case MISSING -> 1001;
            case UNUSABLE -> 1002;
            case NOT_YET_VALID -> 1003;
            case EXPIRED -> 1004;
        };
    }

    private static boolean isAboutModel(ProblemException problem) {
        return problem.invalidParameters().stream()
                .anyMatch(parameter -> parameter.name().equals(OLDER_MODEL));
    }

    private static int status(int code) {
        return switch (code) {
            case 1000, 1001, 1002, 1003, 1004 -> 401;
            case 1100, 1101, 1102, 1302, 1303, 1304 -> 429;
            case 1103 -> 403;
            case 1202, 1203 -> 404;
            case 5000 -> 500;
            case 5001 -> 503;
            case 5002 -> 504;
            default -> 400;
        };
    }

    private static String message(ProblemException problem) {
        return problem.invalidParameters().isEmpty()
                ? problem.detail()
                : String.join(
                        "; ",
                        problem.invalidParameters().stream()
                                .map(KlingVoice::told)
                                .toList());
    }

    /** By the name that the caller's API has for the field. */
    private static String told(InvalidParameter parameter) {
        String name = parameter.name().equals(OLDER_MODEL)
                ? "model_name"
                : parameter
                        .name()
                        .replaceFirst("^/", "")
                        .replace('/', '.')
                        .replaceAll("([A-Z])", "_$1")
                        .toLowerCase(Locale.ROOT);
        return (name + " " + parameter.reason()).strip();
    }
}
