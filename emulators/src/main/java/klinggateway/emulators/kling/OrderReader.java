package klinggateway.emulators.kling;

/** Validates the body of one create path and prices it. */
interface OrderReader {

    /**
     * Throws a {@link Refusal} for what Kling refuses at once.
     *
     * @param pathModel the model in the path; empty under {@code /v1}, where the body names it
     * @param inputs what the body refers to without containing it
     */
    Order read(String pathModel, Fields body, Inputs inputs);
}
