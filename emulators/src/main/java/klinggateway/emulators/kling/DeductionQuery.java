package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import klinggateway.emulators.kling.Order.Audio;
import klinggateway.emulators.kling.Order.Dubbing;
import klinggateway.emulators.kling.Order.Element;
import klinggateway.emulators.kling.Order.Images;
import klinggateway.emulators.kling.Order.Reply;
import klinggateway.emulators.kling.Order.Video;
import klinggateway.emulators.kling.Order.Views;
import klinggateway.emulators.kling.Order.Voice;

/** Answers what was taken out of the packs, one line per task and pack, newest first: docs/kling.md, Account. */
final class DeductionQuery {
    private static final int MOST_PER_PAGE = 500;
    private static final int MOST_FILTERS = 10;
    private static final String POSITION = "position";
    private static final String KEY_NAME = "emulated";

    private final KlingAccount account;

    DeductionQuery(KlingAccount account) {
        this.account = account;
    }

    /** @param position counts from the oldest, so that it stays the same when more are added */
    private record Line(int position, Task task, Deduction deduction, Pack pack) {}

    Answer answer(ApiRequest request) {
        return page(request, account.deductions(Line::new).reversed());
    }

    /** The emulated account is a prepaid one, so nothing was ever taken out of its balance. */
    Answer ofBalance(ApiRequest request) {
        return page(request, List.of());
    }

    private static Answer page(ApiRequest request, List<Line> newestFirst) {
        Fields given = request.json();
        // The cursor carries the question it belongs to and overrides whatever else is sent with it.
        Fields body = given.text("cursor").map(DeductionQuery::decoded).orElse(given);
        int limit = body.integer("limit", MOST_PER_PAGE, 1, MOST_PER_PAGE);
        int before = body.integer(POSITION, Integer.MAX_VALUE);
        Predicate<Line> wanted = window(body).and(filters(body));
        List<Line> rest = newestFirst.stream()
                .filter(line -> line.position() < before)
                .filter(wanted)
                .toList();
        List<Line> page = rest.subList(0, Math.min(limit, rest.size()));
        boolean more = rest.size() > page.size();
        ObjectNode data = Json.object();
        ObjectNode result = data.putObject("result");
        ArrayNode detail = result.putArray("detail");
        page.forEach(line -> detail.add(detail(line)));
        result.put("count", page.size());
        data.put("next_cursor", more ? cursor(body, page.getLast().position()) : "");
        data.put("has_more", more);
        return new Answer.Data(data);
    }

    private static Predicate<Line> window(Fields body) {
        long from = time(body, "start_time");
        long to = time(body, "end_time");
        return line -> {
            long at = line.deduction().at().toEpochMilli();
            return at >= from && at <= to;
        };
    }

    private static long time(Fields body, String name) {
        return body.milliseconds(name).orElseThrow(() -> Refusal.unreadable("Missing Request Parameter: " + name));
    }

    private static Predicate<Line> filters(Fields body) {
        List<Fields> filters = body.objects("filters", MOST_FILTERS);
        List<String> keys =
                filters.stream().map(filter -> filter.required("key")).toList();
        if (keys.containsAll(Set.of("package_id", "package_name"))) {
            throw Refusal.invalid("package_name and package_id cannot be set at the same time");
        }
        return filters.stream().map(DeductionQuery::filter).reduce(line -> true, Predicate::and);
    }

    private static Predicate<Line> filter(Fields filter) {
        List<String> values = Filters.values(filter);
        return switch (filter.required("key")) {
            case "product_type" ->
                line -> values.contains(line.task().product().type().word());
            case "package_id" -> line -> values.contains(line.pack().id());
            case "package_name" -> line -> values.contains(line.pack().name());
            case "api_key_name" -> line -> values.contains(KEY_NAME);
            default -> throw Refusal.invalid("filter key " + filter.required("key") + " is invalid");
        };
    }

    private static ObjectNode detail(Line line) {
        Task task = line.task();
        ObjectNode detail = Json.object()
                .put("package_id", line.pack().id())
                .put("product_type", task.product().type().word())
                .put("task_id", task.id())
                .put("api_key_name", KEY_NAME)
                .put("product_function", task.product().function())
                .put("model_name", task.order().model());
        switch (task.order().output()) {
            case Video video ->
                detail.put("resolution", video.resolution())
                        .put("duration", ResultView.playedSeconds(video.seconds()))
                        .put("refer_video_input", video.fromVideo())
                        .put("video_sound", video.sound().word())
                        .put("voice_control", video.sound() == Sound.NATIVE_WITH_VOICE);
            case Images images -> detail.put("resolution", images.resolution());
            case Views views -> {
                // Its price depends on nothing.
            }
            case Audio audio -> detail.put("duration", TaskView.plain(audio.seconds()));
            case Dubbing dubbing -> detail.put("duration", ResultView.playedSeconds(dubbing.seconds()));
            case Element element -> {
                // It is free.
            }
            case Voice voice -> {
                // Its price depends on nothing.
            }
            case Reply reply -> {
                // Its price depends on nothing.
            }
        }
        return detail.put("deduction_time", Long.toString(line.deduction().at().toEpochMilli()))
                .put("unit_before_deduction", line.deduction().before().doubleValue())
                .put("deduction_amount", line.deduction().amount().doubleValue())
                .put("unit_after_deduction", line.deduction().after().doubleValue());
    }

    private static String cursor(Fields body, int position) {
        ObjectNode question = body.node().deepCopy();
        question.put(POSITION, position);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(question));
    }

    private static Fields decoded(String cursor) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(cursor))
                    .flatMap(Json::parse)
                    .map(Fields::new)
                    .orElseThrow(() -> Refusal.invalid("cursor is invalid"));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("cursor is invalid");
        }
    }
}
