package klinggateway.job;

/**
 * Where a job is created at Kling and looked up.
 *
 * @param path for instance {@code /v1/videos/text2video}
 * @param takesExternalId whether Kling takes our id with it and finds the task by it; without, a job is sent at most once,
 *     because nobody could tell whether it had arrived
 */
public record Endpoint(String path, boolean takesExternalId) {}
