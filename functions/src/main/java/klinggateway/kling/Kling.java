package klinggateway.kling;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Kling's API, as far as the gateway uses it. No method throws for anything that Kling or the network does. */
public interface Kling {

    /** Whether a path is of the newer generation; only those of the older one have a version. */
    static boolean isNewer(String path) {
        return !path.startsWith("/v1/");
    }

    /** Whether there is a credential to ask Kling with. */
    boolean isReady();

    /** Whether the credential is good for the paths of the newer generation, too. */
    boolean reachesNewerPaths();

    /**
     * Creates a task, or has a call answered.
     *
     * @param timeout for all of it
     */
    Creation create(Create create, Duration timeout);

    /** Asks for tasks, up to 20 in one request where the credential allows it. Every lookup gets an answer. */
    Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout);

    /**
     * A request that makes nothing: a list, a deletion, the account.
     *
     * @param method {@code GET} or {@code POST}
     * @param path with its query
     * @param body a JSON object, for {@code POST}
     */
    Reply ask(String method, String path, Optional<String> body, Duration timeout);

    /** The size of a result file in bytes, if its server tells in time. */
    OptionalLong fileSize(URI url, Duration timeout);

    /** The host in use, for answers. */
    String host();

    /**
     * Whom a call is about: what its line in the log is found by. Kling is not told.
     *
     * @param requestId the HTTP request that ordered the job, if one did
     */
    record Subject(String jobId, Optional<String> requestId) {}

    /**
     * What is to be created.
     *
     * @param path for instance {@code /v1/videos/text2video}
     * @param body a JSON object
     * @param answer what is hoped for
     * @param externalId an id that Kling takes only once
     * @param callbackUrl where Kling is to say that the task has changed
     */
    record Create(
            Subject subject,
            String path,
            String body,
            Expected answer,
            Optional<String> externalId,
            Optional<String> callbackUrl) {}

    /** What a create is answered with. */
    enum Expected {
        /** A task to ask for. */
        TASK,
        /** The result itself. */
        RESULT,
        /** Either; what has no task's id, or has ended, is a result. */
        ANY
    }

    /** A task to ask for, under the path it was created at. */
    sealed interface Lookup {

        Subject subject();

        String path();

        record ById(Subject subject, String path, String taskId) implements Lookup {}

        record ByExternalId(Subject subject, String path, String externalId) implements Lookup {}
    }

    /** What became of a create. */
    sealed interface Creation {

        record Created(KlingTask task) implements Creation {}

        /** The whole result, with no task to ask for. */
        record Answered(KlingTask task) implements Creation {}

        /** Kling will not make this one. */
        record Refused(KlingError error) implements Creation {}

        /** Not now: too many requests or tasks at once. */
        record Busy(KlingError error) implements Creation {}

        /** Not for this account: its credential, balance or address is refused. Every other create would fare the same. */
        record AccountRefused(KlingError error) implements Creation {}

        /** Nobody knows: an error of Kling's own, or no answer. The task may exist. */
        record Unknown(KlingError error) implements Creation {}
    }

    /** What became of a lookup. */
    sealed interface Finding {

        record Found(KlingTask task) implements Finding {}

        /** Kling says that there is no such task. */
        record NotFound() implements Finding {}

        record Unavailable(KlingError error) implements Finding {}
    }
}
