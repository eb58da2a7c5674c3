package klinggateway.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Field;
import klinggateway.catalogue.Product;
import klinggateway.catalogue.Wish;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.keys.Key;

/**
 * Lets callers name their own job where Kling wants the id of the video that the job has made. Kling's task ids, job ids and
 * video ids look alike, and the wrong one is a usual mistake.
 */
final class OwnVideos {

    private final JobStore jobs;

    OwnVideos(JobStore jobs) {
        this.jobs = jobs;
    }

    /** The wish with ids of videos in place of ids of jobs. */
    Wish named(Wish wish, Catalogue catalogue, Key caller) {
        Product product = catalogue.products().get(wish.kind());
        if (product == null) {
            return wish;
        }
        ObjectNode fields = wish.fields().deepCopy();
        List<InvalidParameter> problems = new ArrayList<>();
        replace("", fields, product.fields(), caller, problems);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, problems);
        }
        return new Wish(wish.kind(), fields);
    }

    private void replace(
            String pointer, ObjectNode fields, Map<String, Field> rules, Key caller, List<InvalidParameter> problems) {
        rules.forEach((name, rule) -> {
            JsonNode value = fields.path(name);
            String at = pointer + "/" + name;
            if (rule.type() == Field.Type.VIDEO_ID) {
                videoId(at, value.asText(), caller, problems).ifPresent(id -> fields.put(name, id));
            } else if (rule.type() == Field.Type.OBJECT && value instanceof ObjectNode object) {
                replace(at, object, rule.fields(), caller, problems);
            }
        });
    }

    /** The id of the video that the job with this id has made, or empty if this is no job's id. */
    private Optional<String> videoId(String pointer, String text, Key caller, List<InvalidParameter> problems) {
        Optional<JobId> id = JobId.parse(text);
        Optional<Job> job = id.flatMap(jobs::find).filter(found -> caller.sees(found.keyId()));
        if (job.isEmpty()) {
            if (id.filter(known -> known.text().equals(text)).isPresent()) {
                problems.add(new InvalidParameter(pointer, "this key has no job with the id " + text));
            }
            return Optional.empty();
        }
        Optional<String> video = jobs.result(job.get().id()).flatMap(OwnVideos::firstVideo);
        if (video.isEmpty()) {
            problems.add(new InvalidParameter(
                    pointer,
                    "the job " + text + " is " + job.get().state().word()
                            + " and has made no video that could be used"));
        }
        return video;
    }

    private static Optional<String> firstVideo(JobResult result) {
        return result.outputs().stream()
                .filter(output -> output.type().equals("video"))
                .flatMap(output -> output.id().stream())
                .findFirst();
    }
}
