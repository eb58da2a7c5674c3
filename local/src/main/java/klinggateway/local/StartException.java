package klinggateway.local;

/** The gateway cannot start, for a reason its user can change. The message is one line that says what and how. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StartException(String message) {
        super(message);
        exitCode = 1;
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
        exitCode = 1;
    }

    private StartException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The settings are wrong, which has an exit code of its own. */
    static StartException wrongSettings(String message) {
        return new StartException(2, message);
    }

    int exitCode() {
        return exitCode;
    }
}
