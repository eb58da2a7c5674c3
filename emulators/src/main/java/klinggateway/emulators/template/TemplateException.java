package klinggateway.emulators.template;

/** A template that cannot be interpreted. The message is one line with file, line, property and reason. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
