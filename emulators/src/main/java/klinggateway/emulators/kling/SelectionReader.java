package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import klinggateway.emulators.kling.Order.Selection;
import klinggateway.emulators.kling.Order.Selection.Step;
import klinggateway.emulators.kling.Order.Source;

/** Reads the five calls under {@code /v1/videos/multi-elements/} that select what is to be edited, free of charge. */
final class SelectionReader implements OrderReader {
    private static final int MOST_POINTS = 10;

    private final Step step;

    SelectionReader(Step step) {
        this.step = step;
    }

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        inputs.checkRetiredIsSold("kling-v1-6");
        return Order.of("kling-v1-6", CommonFields.NONE, BigDecimal.ZERO, Pace.NONE, selection(body, inputs));
    }

    /** Of the session's video. */
    static BigDecimal seconds(Task session) {
        return session.order().output() instanceof Selection selection ? selection.seconds() : BigDecimal.ZERO;
    }

    private Selection selection(Fields body, Inputs inputs) {
        if (step == Step.INIT) {
            Source source = inputs.video(body);
            checkLength(source.seconds());
            return new Selection(step, "", source.seconds(), 0);
        }
        String id = body.required("session_id");
        BigDecimal seconds = seconds(inputs.session(id, Selection.class));
        return switch (step) {
            case INIT, CLEAR, PREVIEW -> new Selection(step, id, seconds, 0);
            case ADD, DELETE -> new Selection(step, id, seconds, frame(body));
        };
    }

    /** Two kinds of lengths, with a gap between them; how a video in the gap is refused is assumed. */
    private static void checkLength(BigDecimal seconds) {
        if (!isBetween(seconds, 2, 5) && !isBetween(seconds, 7, 10)) {
            throw Refusal.invalid("the video must be 2 to 5 or 7 to 10 seconds long");
        }
    }

    private static boolean isBetween(BigDecimal seconds, int least, int most) {
        return seconds.compareTo(BigDecimal.valueOf(least)) >= 0 && seconds.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static int frame(Fields body) {
        if (!body.has("frame_index")) {
            throw Refusal.invalid("frame_index is required");
        }
        List<Fields> points = body.objects("points", MOST_POINTS);
        if (points.isEmpty()) {
            throw Refusal.invalid("points is required");
        }
        points.forEach(point -> {
            if (!point.has("x") || !point.has("y")) {
                throw Refusal.invalid("points must have x and y");
            }
            point.fraction("x", "0", "1");
            point.fraction("y", "0", "1");
        });
        return body.integer("frame_index", 0, 0, Integer.MAX_VALUE);
    }
}
