package klinggateway.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What models can do of a kind, in words for callers, where they differ. */
final class OfferWords {

    private final Map<Model, Offer> sellers;

    OfferWords(Map<Model, Offer> sellers) {
        this.sellers = sellers;
    }

    String ofModels() {
        String newer = sellers.keySet().stream()
                .filter(model -> model.newerName()
                        .filter(name -> !name.equals(model.name()))
                        .isPresent())
                .map(model -> model.newerName().orElseThrow() + " is " + model.name())
                .collect(Collectors.joining(", "));
        return "The model." + (newer.isEmpty() ? "" : " Either name will do: " + newer + ".");
    }

    /** What there is to add to a field's description; begins with a space unless it is empty. */
    String of(String name, Field field) {
        if (field.type() == Field.Type.MODE) {
            return byModel(OfferWords::modes, " The first is the default; the resolution will do for the name.");
        }
        return switch (name) {
            case "duration" -> byModel(OfferWords::ofLengths, "");
            case "sound" -> byModel(OfferWords::sound, "");
            case Field.PROMPT -> byModel(OfferWords::longestPrompt, "");
            default -> byModel(offer -> String.join(", ", offer.choices().getOrDefault(name, List.of())), "");
        };
    }

    /** The models that take a special field, and with what. */
    String whoTakes(String name) {
        Map<String, List<String>> takers = new LinkedHashMap<>();
        sellers.forEach((model, offer) -> {
            Map<String, List<String>> conditions = offer.allows().get(name);
            if (conditions != null) {
                String words = new TreeMap<>(conditions)
                        .entrySet().stream()
                                .map(condition -> condition(condition.getKey(), condition.getValue()))
                                .collect(Collectors.joining(" and "));
                takers.computeIfAbsent(words, _ -> new ArrayList<>()).add(model.name());
            }
        });
        return " Taken by "
                + takers.entrySet().stream()
                        .map(taker -> String.join(", ", taker.getValue())
                                + (taker.getKey().isEmpty() ? "" : " with " + taker.getKey()))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String condition(String fact, List<String> values) {
        String value = String.join(" or ", values);
        return switch (fact) {
            case "seconds" -> "duration " + value;
            case "function" -> value.equals("image2image") ? "an image" : "no image";
            case "inputVideo" -> value.equals("true") ? "a video" : "no video";
            case "voice" -> value.equals("true") ? "a voice" : "no voice";
            default -> fact + " " + value;
        };
    }

    private String byModel(Function<Offer, String> words, String end) {
        Map<String, List<String>> models = new LinkedHashMap<>();
        sellers.forEach((model, offer) -> {
            String said = words.apply(offer);
            if (!said.isEmpty()) {
                models.computeIfAbsent(said, _ -> new ArrayList<>()).add(model.name());
            }
        });
        return models.isEmpty()
                ? ""
                : models.entrySet().stream()
                                .map(said -> " " + String.join(", ", said.getValue()) + ": " + said.getKey())
                                .collect(Collectors.joining(";"))
                        + "."
                        + end;
    }

    private static String modes(Offer offer) {
        List<String> names = new ArrayList<>();
        offer.modes().forEach((name, mode) -> {
            String said = mode.resolution().equals(name) ? name : name + " (" + mode.resolution() + ")";
            if (offer.defaultMode().filter(name::equals).isPresent()) {
                names.addFirst(said);
            } else {
                names.add(said);
            }
        });
        return String.join(", ", names);
    }

    private static String ofLengths(Offer offer) {
        return offer.plainSeconds().equals(offer.seconds())
                ? lengths(offer.seconds())
                : lengths(offer.seconds()) + ", but without pictures, elements and videos "
                        + lengths(offer.plainSeconds());
    }

    /** {@code 3 to 15}, or each. */
    private static String lengths(List<Integer> seconds) {
        if (seconds.isEmpty()) {
            return "";
        }
        int first = seconds.getFirst();
        int last = seconds.getLast();
        return seconds.size() > 2 && last - first == seconds.size() - 1
                ? first + " to " + last
                : seconds.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String longestPrompt(Offer offer) {
        return offer.longestPrompt()
                .map(longest -> "up to " + longest + " characters on Kling's newer paths")
                .orElse("");
    }

    private static String sound(Offer offer) {
        if (offer.alwaysSound()) {
            return "always";
        }
        if (offer.sound().isEmpty()) {
            return "never";
        }
        return offer.sound().containsAll(offer.modes().keySet())
                ? "in every mode"
                : "in mode " + String.join(" or ", offer.sound());
    }
}
