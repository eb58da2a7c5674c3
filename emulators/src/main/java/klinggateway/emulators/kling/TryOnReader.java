package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Images;

/** Reads {@code /v1/images/kolors-virtual-try-on}, which has packs of its own and no external ids. */
final class TryOnReader implements OrderReader {
    private static final List<String> MODELS = List.of("kolors-virtual-try-on-v1", "kolors-virtual-try-on-v1-5");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String name = body.text("model_name").orElse(MODELS.getFirst());
        if (!MODELS.contains(name)) {
            throw Refusal.unknownModel(name);
        }
        Optional<String> person = SourceImage.flaw("human_image", body.required("human_image"));
        Optional<String> cloth = SourceImage.flaw("cloth_image", body.required("cloth_image"));
        return Order.of(
                        name,
                        CommonFields.of(body).withoutExternalId(),
                        BigDecimal.ONE,
                        Pace.seconds(15, 25),
                        Images.of("", 1))
                .flawedBy(person.or(() -> cloth));
    }
}
