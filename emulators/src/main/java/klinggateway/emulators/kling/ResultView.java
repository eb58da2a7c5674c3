package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Order.Images;
import klinggateway.emulators.kling.Order.Reply;
import klinggateway.emulators.kling.Order.Result;
import klinggateway.emulators.kling.Order.Video;
import klinggateway.emulators.kling.Order.Views;

/** Shows what a succeeded task has made, in the shapes of both API generations: docs/kling.md, Answers. */
final class ResultView {
    /** One frame more than ordered, at 24 a second. */
    private static final BigDecimal A_FRAME = new BigDecimal("0.041");

    private static final int VIEWS = 3;

    private final ResultLinks links;

    ResultView(ResultLinks links) {
        this.links = links;
    }

    /** Fills {@code task_result}; the list is there even if it is empty. */
    void addLegacy(ObjectNode result, Task task) {
        Result output = result(task);
        ArrayNode list = result.putArray(list(output));
        if (output instanceof Images images && images.series()) {
            result.put("result_type", "series");
        }
        made(task).forEach(list::add);
    }

    /** Fills {@code outputs}. */
    void addCurrent(ArrayNode outputs, Task task) {
        String type = type(result(task));
        made(task).forEach(one -> outputs.add(Json.object().put("type", type).setAll(one)));
    }

    private static Result result(Task task) {
        return switch (task.order().output()) {
            case Result result -> result;
            case Reply reply -> throw new IllegalStateException(task.id() + " was answered when it was asked for");
        };
    }

    static String playedSeconds(BigDecimal ordered) {
        return ordered.add(A_FRAME).stripTrailingZeros().toPlainString();
    }

    private static String list(Result output) {
        return switch (output) {
            case Video video -> "videos";
            case Images images -> images.series() ? "series_images" : "images";
            case Views views -> "images";
        };
    }

    private static String type(Result output) {
        return switch (output) {
            case Video video -> "video";
            case Images images -> "image";
            case Views views -> "image";
        };
    }

    private Stream<ObjectNode> made(Task task) {
        if (task.hooks().has("no-result")) {
            return Stream.empty();
        }
        return switch (result(task)) {
            case Video video -> Stream.of(video(task, video));
            case Images images -> IntStream.range(0, images.count()).mapToObj(index -> image(task, index));
            case Views views -> Stream.of(views(task));
        };
    }

    private ObjectNode video(Task task, Video video) {
        ObjectNode made = Json.object().put("id", task.resultId());
        addUrls(made, task, task.resultId(), ".mp4");
        made.put("duration", playedSeconds(video.seconds()));
        video.extras().forEach(made::put);
        return made;
    }

    private ObjectNode image(Task task, int index) {
        ObjectNode made = Json.object().put("index", index);
        addUrls(made, task, Integer.toString(index), ".png");
        return made;
    }

    private ObjectNode views(Task task) {
        ObjectNode made = Json.object().put("index", 0);
        IntStream.rangeClosed(1, VIEWS).forEach(view -> made.put("url_" + view, links.url(task, view + ".png")));
        return made;
    }

    private void addUrls(ObjectNode made, Task task, String name, String suffix) {
        made.put("url", links.url(task, name + suffix));
        if (task.order().watermark()) {
            made.put("watermark_url", links.url(task, name + "-watermark" + suffix));
        }
    }
}
