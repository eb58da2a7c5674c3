package klinggateway.local.lambda;

/** A handler that cannot be made from what the template says. The message is one line. */
public final class HandlerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HandlerException(String message) {
        super(message);
    }

    HandlerException(String message, Throwable cause) {
        super(message.replaceAll("\\s+", " "), cause); // causes of causes are sometimes told on several lines
    }
}
