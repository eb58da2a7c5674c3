package klinggateway.kling;

import java.util.Set;

/**
 * Which tasks tell more at the path that they were made at than beside others on the newer one (docs/kling.md, Generations): of
 * which video they were made, and that their images are a series.
 */
final class OwnPath {

    private static final Set<String> OF_A_VIDEO = Set.of(
            "/v1/videos/video-extend",
            "/v1/videos/lip-sync",
            "/v1/videos/advanced-lip-sync",
            "/v1/audio/video-to-audio");
    private static final String OF_A_SERIES = "/v1/images/omni-image";

    private OwnPath() {}

    /** Whether it is worth another question, by what the newer path has told. A series has two images at least. */
    static boolean tellsMore(String path, KlingTask task) {
        return task.status() == KlingTask.Status.SUCCEEDED
                && (OF_A_VIDEO.contains(path)
                        || (path.equals(OF_A_SERIES) && task.outputs().size() > 1));
    }
}
