package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import klinggateway.http.Answer;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.Upstream;

/** Tells errors as OpenAI does: {@code {"error": {message, type, param, code}}}. */
public final class OpenAiVoice {

    /** Kling's word for a violation of its rules on content (docs/kling.md, Errors). */
    private static final int CONTENT = 1301;

    private static final Map<String, String> NAMES = Map.of(
            "model", "model",
            "prompt", "prompt",
            "duration", "seconds",
            "mode", "size",
            "aspectRatio", "size",
            "image", "input_reference",
            "imageList", "input_reference",
            "imageList/0/imageUrl", "input_reference");

    private OpenAiVoice() {}

    /** See {@link klinggateway.http.Voice}. */
    public static Answer.OfJson tell(ProblemException problem, String requestId) {
        int status = status(problem);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message(problem))
                .put("type", type(problem, status))
                .put("param", param(problem).orElse(null))
                .put("code", code(problem, status));
        // Without it, OpenAI's clients send again whatever was answered with 409, 429 or 500 and more.
        boolean isRetryable = problem.retryAfter().isPresent();
        return new Answer.OfJson(status, Map.of("x-should-retry", Boolean.toString(isRetryable)), body);
    }

    private static int status(ProblemException problem) {
        return switch (problem.status()) {
            case 402 -> 429;
            case 422 -> problem.code() == ErrorCode.GENERATION_FAILED ? 400 : 422;
            default -> problem.status();
        };
    }

    private static String type(ProblemException problem, int status) {
        return status >= 500
                ? "server_error"
                : problem.status() == 402 ? "insufficient_quota" : status == 429 ? "requests" : "invalid_request_error";
    }

    private static String code(ProblemException problem, int status) {
        boolean isContent = problem.upstream()
                .flatMap(Upstream::code)
                .filter(code -> code == CONTENT)
                .isPresent();
        return switch (status) {
            case 400 ->
                isContent
                        ? "moderation_blocked"
                        : problem.code() == ErrorCode.GENERATION_FAILED ? "video_generation_failed" : "invalid_value";
            case 401 -> "invalid_api_key";
            case 403 -> "missing_scope";
            case 404 -> problem.code() == ErrorCode.TASK_NOT_FOUND ? "not_found" : "unknown_url";
            case 409 -> "conflict";
            case 413 -> "request_too_large";
            case 422 -> "idempotency_key_reused";
            case 429 -> problem.status() == 402 ? "insufficient_quota" : "rate_limit_exceeded";
            default -> "server_error";
        };
    }

    private static String message(ProblemException problem) {
        return problem.invalidParameters().isEmpty()
                ? problem.detail()
                : problem.invalidParameters().stream()
                        .map(parameter -> (told(parameter) + " " + parameter.reason()).strip())
                        .collect(Collectors.joining("; "));
    }

    private static Optional<String> param(ProblemException problem) {
        return problem.invalidParameters().stream()
                .map(OpenAiVoice::told)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** The name that a field of an order has here; others as they came. */
    private static String told(InvalidParameter parameter) {
        String name = parameter.name().replaceFirst("^/", "");
        return NAMES.getOrDefault(name, name);
    }
}
