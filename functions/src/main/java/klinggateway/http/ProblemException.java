package klinggateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Upstream;

/** Ends a request with an error that is meant for its caller. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int status;
    private final String detail;
    private final transient List<InvalidParameter> invalidParameters;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<Upstream> upstream;
    private final transient Map<String, Object> members;
    private final transient Optional<Refusal> refusal;

    private ProblemException(
            ErrorCode code,
            int status,
            String detail,
            List<InvalidParameter> invalidParameters,
            Optional<Duration> retryAfter,
            Optional<Upstream> upstream,
            Map<String, Object> members,
            Optional<Refusal> refusal) {
        super(detail);
        this.code = code;
        this.status = status;
        this.detail = detail;
        this.invalidParameters = List.copyOf(invalidParameters);
        this.retryAfter = retryAfter;
        this.upstream = upstream;
        this.members = members;
        this.refusal = refusal;
    }

    /** An error that the caller has to mend. */
    public static ProblemException of(ErrorCode code, int status, String detail) {
        return new ProblemException(
                code, status, detail, List.of(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /** A credential that cannot be accepted. */
    static ProblemException refused(Refusal refusal, String detail) {
        return new ProblemException(
                ErrorCode.AUTH_FAILED,
                401,
                detail,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(refusal));
    }

    /** Fields or parameters that cannot be accepted, all of them at once. */
    public static ProblemException invalid(ErrorCode code, List<InvalidParameter> parameters) {
        String detail = String.join(
                "; ",
                parameters.stream()
                        .map(parameter -> parameter.name() + " " + parameter.reason())
                        .toList());
        return new ProblemException(
                code, 400, detail, parameters, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /** An error that time mends. */
    public static ProblemException later(ErrorCode code, int status, String detail, Duration retryAfter) {
        return new ProblemException(
                code, status, detail, List.of(), Optional.of(retryAfter), Optional.empty(), Map.of(), Optional.empty());
    }

    /** The same with what Kling said. */
    ProblemException with(Optional<Upstream> said) {
        return new ProblemException(code, status, detail, invalidParameters, retryAfter, said, members, refusal);
    }

    /** The same with members of its own, which the answer gets, too. */
    public ProblemException with(Map<String, Object> own) {
        return new ProblemException(code, status, detail, invalidParameters, retryAfter, upstream, own, refusal);
    }

    public ErrorCode code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String detail() {
        return detail;
    }

    public List<InvalidParameter> invalidParameters() {
        return invalidParameters;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Optional<Upstream> upstream() {
        return upstream;
    }

    public Map<String, Object> members() {
        return members;
    }

    /** What is wrong with the credential, if that is what is wrong. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    boolean isRetryable() {
        return retryAfter.isPresent();
    }
}
