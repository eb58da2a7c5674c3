package klinggateway.job;

import java.util.Set;

/**
 * Where a job's caller wants to hear of it.
 *
 * @param url checked when the job was ordered, and again before anything is sent there
 * @param shape what is sent
 * @param events those that are sent, by their words: {@code submitted}, {@code processing}, {@code succeeded}, {@code failed},
 *     {@code canceled}, {@code expired}
 */
public record Webhook(String url, Shape shape, Set<String> events) {

    /** What a message looks like. */
    public enum Shape {
        /** The gateway's own, in an envelope of Standard Webhooks. */
        GATEWAY,
        /** A task as callbacks of Kling's older paths have it (docs/kling.md, Callbacks). */
        KLING_OLDER,
        /** The same for Kling's newer paths. */
        KLING_NEWER
    }
}
