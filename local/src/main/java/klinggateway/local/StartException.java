package klinggateway.local;

/** The gateway cannot start, for a reason its user can change. The message is one line that says what and how. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
