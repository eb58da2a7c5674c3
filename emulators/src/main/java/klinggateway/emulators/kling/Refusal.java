package klinggateway.emulators.kling;

/** Ends a request with one of Kling's error codes: docs/kling.md, Errors. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    private Refusal(int code, String message) {
        super(message);
        this.code = code;
    }

    static Refusal of(int code, String message) {
        return new Refusal(code, message);
    }

    /** An illegal value; by far the most common answer to a bad body. */
    static Refusal invalid(String message) {
        return new Refusal(1201, message);
    }

    /** A body or query that cannot be read at all. */
    static Refusal unreadable(String message) {
        return new Refusal(1200, message);
    }

    static Refusal unknownModel(String model) {
        return new Refusal(1203, "model " + model + " is not supported for this API");
    }

    static Refusal wrongRoute(String method, String path) {
        return new Refusal(1202, "The requested method is invalid: " + method + " " + path);
    }

    int code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    int httpStatus() {
        return httpStatus(code);
    }

    static int httpStatus(int code) {
        return switch (code) {
            case 1000, 1001, 1002, 1003, 1004 -> 401;
            case 1100, 1101, 1102, 1302, 1303, 1304 -> 429;
            case 1103 -> 403;
            case 1200, 1201, 1300, 1301 -> 400;
            case 1202, 1203 -> 404;
            case 5000 -> 500;
            case 5001 -> 503;
            case 5002 -> 504;
            default -> throw new IllegalArgumentException("Kling has no error code " + code);
        };
    }

    /** The words for a code that a test asked for, without a cause of its own. */
    static Refusal onPurpose(int code) {
        return new Refusal(
                code,
                switch (code) {
                    case 1102 -> "Account balance not enough";
                    case 1302 -> "too many requests";
                    case 1303 -> "parallel task over resource pack limit";
                    case 5000 -> "Server internal error";
                    case 5001 -> "Server temporarily unavailable";
                    case 5002 -> "Server internal timeout";
                    default -> "refused on purpose with code " + code;
                });
    }
}
