package klinggateway.http;

/** The codes of all errors that callers can get. */
public enum ErrorCode {
    INVALID_PARAMETERS("The request cannot be carried out as it is"),
    AUTH_FAILED("The key is missing, unknown or not allowed to do this"),
    RATE_LIMIT_EXCEEDED("The key has used up its rate or its budget"),
    GENERATION_FAILED("Kling refused or failed to generate this"),
    SERVICE_ERROR("Kling cannot be used at the moment"),
    STATUS_CHECK_FAILED("The job could not be read in time"),
    INVALID_TASK_ID("This cannot be the id of a job"),
    TASK_NOT_FOUND("There is no such job"),
    SYSTEM_ERROR("The gateway has failed"),
    ANALYTICS_ERROR("The usage query cannot be answered"),
    EVENT_RECORDING_ERROR("The usage event cannot be recorded");

    private final String title;

    ErrorCode(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
