package klinggateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import klinggateway.job.JobResult;
import klinggateway.job.JobResult.Output;
import klinggateway.kling.Details;

/**
 * What a job has made, by type; a member that would be empty is absent.
 *
 * @param details what Kling tells beside the files: a session, faces, a voice, an element
 */
public record ResultView(
        Optional<List<Output>> videos,
        Optional<List<Output>> images,
        Optional<List<Output>> audios,
        Optional<JsonNode> details) {

    public static ResultView of(Optional<JobResult> result) {
        return new ResultView(
                ofType(result, "video"),
                ofType(result, "image"),
                ofType(result, "audio"),
                result.flatMap(JobResult::told).flatMap(Details::of));
    }

    private static Optional<List<Output>> ofType(Optional<JobResult> result, String type) {
        return result.map(found -> found.outputs().stream()
                        .filter(output -> output.type().equals(type))
                        .toList())
                .filter(outputs -> !outputs.isEmpty());
    }
}
