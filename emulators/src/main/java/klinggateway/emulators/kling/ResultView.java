package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Order.Audio;
import klinggateway.emulators.kling.Order.Dubbing;
import klinggateway.emulators.kling.Order.Element;
import klinggateway.emulators.kling.Order.Images;
import klinggateway.emulators.kling.Order.Reply;
import klinggateway.emulators.kling.Order.Result;
import klinggateway.emulators.kling.Order.Video;
import klinggateway.emulators.kling.Order.Views;
import klinggateway.emulators.kling.Order.Voice;

/** Shows what a succeeded task has made, in the shapes of both API generations: docs/kling.md, Answers. */
final class ResultView {
    /** One frame more than ordered, at 24 a second. */
    private static final BigDecimal A_FRAME = new BigDecimal("0.041");

    private static final int VIEWS = 3;

    /** Who owns what this account has made; the words for it are the emulator's. */
    private static final String OWN = "account";

    /** Lists of the older generation, with what the newer one calls each of their items. */
    private static final Map<String, String> TYPES = Map.of(
            "videos", "video",
            "images", "image",
            "series_images", "image",
            "audios", "audio",
            "elements", "element",
            "voices", "voice");

    private final ResultLinks links;

    ResultView(ResultLinks links) {
        this.links = links;
    }

    /** One thing made, in both shapes. */
    private record Made(String list, ObjectNode legacy, ObjectNode current) {

        static Made alike(String list, ObjectNode shape) {
            return new Made(list, shape, shape);
        }
    }

    /** Fills {@code task_result}; a list is there even if it is empty. */
    void addLegacy(ObjectNode result, Task task) {
        Result output = result(task);
        if (output instanceof Images images && images.series()) {
            result.put("result_type", "series");
        }
        lists(output).forEach(result::putArray);
        made(task).forEach(one -> result.withArrayProperty(one.list()).add(one.legacy()));
    }

    /** Fills {@code outputs}. */
    void addCurrent(ArrayNode outputs, Task task) {
        made(task)
                .forEach(one -> outputs.add(Json.object()
                        .put("type", TYPES.getOrDefault(one.list(), one.list()))
                        .setAll(one.current())));
    }

    static String playedSeconds(BigDecimal ordered) {
        return ordered.add(A_FRAME).stripTrailingZeros().toPlainString();
    }

    private static Result result(Task task) {
        return switch (task.order().output()) {
            case Result result -> result;
            case Reply reply -> throw new IllegalStateException(task.id() + " was answered when it was asked for");
        };
    }

    private static List<String> lists(Result output) {
        return switch (output) {
            case Video video -> List.of("videos");
            case Images images -> List.of(list(images));
            case Views views -> List.of("images");
            case Audio audio -> List.of("audios");
            case Dubbing dubbing -> List.of("videos", "audios");
            case Element element -> List.of("elements");
            case Voice voice -> List.of("voices");
        };
    }

    private static String list(Images images) {
        return images.series() ? "series_images" : "images";
    }

    private Stream<Made> made(Task task) {
        if (task.hooks().has("no-result")) {
            return Stream.empty();
        }
        return switch (result(task)) {
            case Video video -> Stream.of(Made.alike("videos", video(task, video.seconds(), video.extras())));
            case Images images ->
                IntStream.range(0, images.count()).mapToObj(index -> image(task, list(images), index));
            case Views views -> Stream.of(views(task));
            case Audio audio -> Stream.of(audio(task, audio.seconds()));
            case Dubbing dubbing ->
                Stream.of(
                        Made.alike("videos", video(task, dubbing.seconds(), Map.of())), audio(task, dubbing.seconds()));
            case Element element -> Stream.of(Made.alike("elements", element(task, element)));
            case Voice voice -> Stream.of(Made.alike("voices", voice(task, voice)));
        };
    }

    private ObjectNode video(Task task, BigDecimal seconds, Map<String, String> extras) {
        ObjectNode made = Json.object().put("id", task.resultId());
        addUrls(made, task, task.resultId(), ".mp4");
        made.put("duration", playedSeconds(seconds));
        extras.forEach(made::put);
        return made;
    }

    /** Only the older generation numbers them. */
    private Made image(Task task, String list, int index) {
        ObjectNode urls = Json.object();
        addUrls(urls, task, Integer.toString(index), ".png");
        return new Made(list, Json.object().put("index", index).setAll(urls), urls);
    }

    /** How the newer generation shows several views is not documented. */
    private Made views(Task task) {
        ObjectNode made = Json.object().put("index", 0);
        IntStream.rangeClosed(1, VIEWS).forEach(view -> made.put("url_" + view, links.url(task, view + ".png")));
        return Made.alike("images", made);
    }

    private Made audio(Task task, BigDecimal seconds) {
        String mp3 = links.url(task, task.resultId() + ".mp3");
        String wav = links.url(task, task.resultId() + ".wav");
        String duration = TaskView.plain(seconds);
        return new Made(
                "audios",
                Json.object()
                        .put("id", task.resultId())
                        .put("url_mp3", mp3)
                        .put("url_wav", wav)
                        .put("duration_mp3", duration)
                        .put("duration_wav", duration),
                Json.object()
                        .put("id", task.resultId())
                        .put("mp3_url", mp3)
                        .put("wav_url", wav)
                        .put("mp3_duration", duration)
                        .put("wav_duration", duration));
    }

    private static ObjectNode element(Task task, Element element) {
        return Json.object()
                .put("element_id", Long.parseLong(task.resultId()))
                .put("element_name", element.name())
                .put("element_description", element.description())
                .put("reference_type", element.referenceType())
                .put("owned_by", OWN)
                .put("status", status(task));
    }

    private ObjectNode voice(Task task, Voice voice) {
        return Json.object()
                .put("voice_id", task.resultId())
                .put("voice_name", voice.name())
                .put("trial_url", links.url(task, task.resultId() + ".mp3"))
                .put("owned_by", OWN)
                .put("status", status(task));
    }

    private static String status(Task task) {
        return task.deleted() ? "deleted" : "succeed";
    }

    private void addUrls(ObjectNode made, Task task, String name, String suffix) {
        made.put("url", links.url(task, name + suffix));
        if (task.order().watermark()) {
            made.put("watermark_url", links.url(task, name + "-watermark" + suffix));
        }
    }
}
