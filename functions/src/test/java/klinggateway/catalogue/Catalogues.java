package klinggateway.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/** Copies of the built-in catalogue, edited as an operator would. */
public final class Catalogues {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Catalogues() {}

    /** Whatever can be had in the newer generation is had there only. */
    public static Catalogue newer() {
        return edited(root -> offers(root, offer -> {
            if (offer.path("generations").toString().contains("newer")) {
                offer.putArray("generations").add("newer");
            }
        }));
    }

    /** The helpers of multi-elements are free, and an effect costs what the emulator assumes. */
    public static Catalogue withEveryPrice() {
        return edited(root -> offers(root, offer -> {
            offer.remove("retired");
            if (offer.remove("unpriced") != null) {
                boolean isEffect = offer.path("kinds").toString().contains("effects");
                offer.putArray("prices")
                        .addObject()
                        .put("units", isEffect ? "2" : "0")
                        .putObject("when");
            }
        }));
    }

    /** Speech is ten times too dear: Kling takes 0.05 units. */
    public static Catalogue withDearSpeech() {
        return edited(root -> offers(root, offer -> {
            if (offer.path("kinds").toString().contains("text-to-speech")) {
                ((ObjectNode) offer.path("prices").path(0)).put("units", "0.5");
            }
        }));
    }

    /** A copy edited at will. */
    public static Catalogue edited(Consumer<ObjectNode> edit) {
        return CatalogueReader.read(json(edit).getBytes(StandardCharsets.UTF_8));
    }

    /** The text of the edited copy. */
    public static String json(Consumer<ObjectNode> edit) {
        try (InputStream json = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
            ObjectNode root = (ObjectNode) JSON.readTree(json);
            edit.accept(root);
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void offers(ObjectNode root, Consumer<ObjectNode> edit) {
        for (JsonNode model : root.path("models")) {
            model.path("offers").forEach(offer -> edit.accept((ObjectNode) offer));
        }
    }
}
