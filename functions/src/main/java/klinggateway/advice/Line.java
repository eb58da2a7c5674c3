package klinggateway.advice;

import java.util.Map;
import java.util.OptionalInt;
import klinggateway.usage.Cell;

/** What is ordered together: a model's kind and mode. */
record Line(String kind, String model, String mode) {

    static Line of(Cell cell) {
        return new Line(cell.kind(), cell.model(), cell.mode());
    }

    /** For instance {@code kling-v3 (text2video, pro)}. */
    String words() {
        return model + " (" + kind + ", " + mode + ")";
    }

    /** The filters that show it. */
    Map<String, String> filters() {
        return Map.of("kind", kind, "model", model, "mode", mode);
    }

    String id(String rule) {
        return String.join("-", rule, kind, model, mode);
    }

    /** One length of a line. */
    record Length(Line line, String bucket) {

        static Length of(Cell cell) {
            return new Length(Line.of(cell), cell.bucket());
        }

        /** The seconds, where they are told one by one. */
        OptionalInt seconds() {
            return bucket.chars().allMatch(Character::isDigit)
                    ? OptionalInt.of(Integer.parseInt(bucket))
                    : OptionalInt.empty();
        }
    }
}
