package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** What no row of the catalogue can say about the fields of one kind (docs/kling.md). */
final class KindCheck {

    private static final BigDecimal LONGEST_BY_IMAGE = BigDecimal.TEN;
    private static final BigDecimal MOST_AREA = BigDecimal.valueOf(3);
    private static final int SHORTEST_SOUND = 2_000;

    private final ObjectNode fields;
    private final FieldCheck problems;

    KindCheck(ObjectNode fields, FieldCheck problems) {
        this.fields = fields;
        this.problems = problems;
    }

    void check(String kind) {
        switch (kind) {
            case "text2video" -> shots();
            case "image2video" -> shots();
            case "omni-video" -> {
                shots();
                omni();
            }
            case "motion-control" -> motion();
            case "advanced-lip-sync" -> sound();
            case "expand" -> area();
            case "omni-image" -> series();
            default -> {
                // All that is to be said about the others is said in their rows.
            }
        }
    }

    private void shots() {
        MultiShot.check(fields, fields.path("duration").asInt(), problems);
        if (fields.has("cameraControl")) {
            CameraControl.check(fields.path("cameraControl"), problems);
        }
    }

    private void omni() {
        int first = frames("first_frame");
        int last = frames("end_frame");
        if (first > 1 || last > 1) {
            problems.problem("/imageList", "can have one first_frame and one end_frame");
        }
        if (last > 0 && first == 0) {
            problems.problem("/imageList", "has an end_frame, which needs a first_frame");
        }
        if (fields.has("videoList") && fields.path("sound").asBoolean()) {
            problems.problem("/sound", "must be off when a video is given");
        }
        if (Pricing.editsVideo(fields) && first + last > 0) {
            problems.problem("/imageList", "cannot have frames beside a video that is to be changed");
        }
    }

    private int frames(String type) {
        int count = 0;
        for (JsonNode image : fields.path("imageList")) {
            count += image.path("type").asText().equals(type) ? 1 : 0;
        }
        return count;
    }

    private void motion() {
        boolean byImage = fields.path("characterOrientation").asText().equals("image");
        if (byImage && fields.path("inputSeconds").decimalValue().compareTo(LONGEST_BY_IMAGE) > 0) {
            problems.problem("/inputSeconds", "must be at most 10 with characterOrientation image; video takes 30");
        }
    }

    private void sound() {
        JsonNode face = fields.path("faceChoose").path(0);
        int left =
                face.path("soundEndTime").asInt() - face.path("soundStartTime").asInt();
        if (face.has("soundStartTime") && face.has("soundEndTime") && left < SHORTEST_SOUND) {
            problems.problem("/faceChoose/0/soundEndTime", "must be at least 2000 ms after soundStartTime");
        }
    }

    private void area() {
        BigDecimal height = BigDecimal.ONE.add(ratio("up")).add(ratio("down"));
        BigDecimal width = BigDecimal.ONE.add(ratio("left")).add(ratio("right"));
        if (height.multiply(width).compareTo(MOST_AREA) > 0) {
            problems.problem(
                    "/upExpansionRatio",
                    "and the other ratios make an area "
                            + height.multiply(width).toPlainString() + " times the old one; allowed are 3");
        }
    }

    /** How many series n would make is not documented, nor what they would cost. */
    private void series() {
        if (Pricing.isSeries(fields) && fields.path("n").asInt() > 1) {
            problems.problem("/n", "must be 1 with resultType series; seriesAmount says how many images it has");
        }
        if (fields.has("seriesAmount") && !fields.has("resultType")) {
            problems.problem("/resultType", "is missing; seriesAmount needs resultType series");
        }
    }

    private BigDecimal ratio(String side) {
        return fields.path(side + "ExpansionRatio").decimalValue();
    }
}
