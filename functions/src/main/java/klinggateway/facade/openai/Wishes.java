package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Catalogue.FrameSize;
import klinggateway.catalogue.Model;
import klinggateway.catalogue.Offer;
import klinggateway.catalogue.Wish;
import klinggateway.facade.openai.Aliases.Alias;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;

/** Says in the catalogue's words what was asked for in OpenAI's. */
final class Wishes {

    /** What can be ordered, and shown, here. */
    static final List<String> KINDS = List.of("text2video", "image2video", "omni-video");

    private static final String OMNI = "omni-video";

    private final Catalogue catalogue;
    private final Aliases aliases;

    Wishes(Catalogue catalogue, Aliases aliases) {
        this.catalogue = catalogue;
        this.aliases = aliases;
    }

    Wish of(VideoRequest request) {
        String asked = request.model().orElse(Aliases.USUAL);
        Optional<Alias> alias = aliases.find(asked);
        Model model = catalogue
                .model(alias.map(Alias::model).orElse(asked))
                .orElseThrow(() -> invalid(
                        "/model", "'" + asked + "' is not known; GET /openai/v1/models lists what can be ordered"));
        String kind = kind(model, request.picture().isPresent());
        ObjectNode fields =
                JsonNodeFactory.instance.objectNode().put("model", model.name()).put("prompt", request.prompt());
        alias.filter(Alias::sound).ifPresent(loud -> fields.put("sound", true));
        request.seconds().or(() -> alias.map(Alias::seconds)).ifPresent(seconds -> put(seconds, kind, model, fields));
        request.picture().ifPresent(picture -> put(picture, kind, fields));
        request.size()
                .or(() -> alias.map(Alias::size).flatMap(Pixels::parse))
                .ifPresent(size -> put(size, kind, model, fields));
        return new Wish(kind, fields);
    }

    /** What the model makes of that; what makes neither is refused where it is sold. */
    private static String kind(Model model, boolean hasPicture) {
        String plain = hasPicture ? "image2video" : "text2video";
        return model.offer(plain).isEmpty() && model.offer(OMNI).isPresent() ? OMNI : plain;
    }

    /** No other length than the one that was asked for, which might cost more. */
    private static void put(int seconds, String kind, Model model, ObjectNode fields) {
        List<Integer> lengths = model.offer(kind).map(Offer::seconds).orElse(List.of());
        if (!lengths.isEmpty() && !lengths.contains(seconds)) {
            throw invalid(
                    "/seconds",
                    "'" + seconds + "' cannot be had of " + model.name() + "; allowed: "
                            + lengths.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        fields.put("duration", seconds);
    }

    private static void put(String picture, String kind, ObjectNode fields) {
        if (kind.equals(OMNI)) {
            fields.putArray("imageList").addObject().put("imageUrl", picture).put("type", "first_frame");
        } else {
            fields.put("image", picture);
        }
    }

    /** A video from a picture has the picture's shape; the size then says how large it is. */
    private void put(Pixels size, String kind, Model model, ObjectNode fields) {
        FrameSize nearest = size.nearest(catalogue.sizes(kind, model.name()))
                .orElseThrow(() -> invalid("/size", "cannot be chosen with " + model.name() + "; leave it out"));
        fields.put("mode", nearest.mode());
        if (!fields.has("image") && !fields.has("imageList")) {
            fields.put("aspectRatio", nearest.aspectRatio());
        }
    }

    private static ProblemException invalid(String pointer, String reason) {
        return ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, List.of(new InvalidParameter(pointer, reason)));
    }
}
