package klinggateway.facade.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Catalogue.FrameSize;
import klinggateway.catalogue.Picture;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.http.Call;
import klinggateway.http.JobError;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.Order;
import klinggateway.order.Ordered;
import klinggateway.order.Purchase;
import klinggateway.order.Purchase.Bought;
import klinggateway.order.Sales;

/** Takes orders in OpenAI's words. */
final class Orders {

    private static final String ROUTE = "/openai/v1/videos";

    private final Catalogue catalogue;
    private final Wishes wishes;
    private final Sales sales;
    private final Purchase purchase;

    Orders(Catalogue catalogue, Aliases aliases, Sales sales, Purchase purchase) {
        this.catalogue = catalogue;
        this.wishes = new Wishes(catalogue, aliases);
        this.sales = sales;
        this.purchase = purchase;
    }

    Bought buy(Call call) {
        Call inJson = inJson(call);
        Bought bought = purchase.buy(inJson, ROUTE, () -> ordered(inJson));
        // It has ended already, most likely because Kling refused it.
        Optional<Failure> failure = bought.job().ending().flatMap(Job.Ending::failure);
        if (failure.isPresent()) {
            throw JobError.of(failure.get()).problem();
        }
        return bought;
    }

    /** A form draws other boundaries each time it is sent, so a repetition can be told only by what it says. */
    private static Call inJson(Call call) {
        String type = call.header("content-type").orElse("").strip();
        return type.toLowerCase(Locale.ROOT).startsWith(Multipart.TYPE)
                ? call.withBody(Form.json(Multipart.parse(type, call.bytes())).toString())
                : call;
    }

    private Ordered ordered(Call call) {
        VideoRequest request = VideoRequest.read(call.json());
        Sold sold = sales.sell(call.caller(), wishes.of(request));
        Asked asked = new Asked(
                Optional.of(request.model().orElse(Aliases.USUAL)),
                size(sold, request).map(FrameSize::text),
                false);
        return new Ordered(sold, Extras.NONE.asking(asked.text()));
    }

    /** What is made, as far as it is known: nobody has looked at a picture that is a URL. */
    private Optional<FrameSize> size(Sold sold, VideoRequest request) {
        Order order = sold.order();
        List<FrameSize> sizes = catalogue.sizes(order.kind(), order.model()).stream()
                .filter(size -> size.mode().equals(order.mode()))
                .toList();
        if (request.picture().isEmpty()) {
            return sizes.stream()
                    .filter(size -> size.aspectRatio().equals(order.aspectRatio()))
                    .findFirst();
        }
        JsonNode picture = sold.fields().has("image")
                ? sold.fields().path("image")
                : sold.fields().at("/imageList/0/imageUrl");
        return Picture.ofBase64(picture.asText())
                .map(found -> new Pixels(found.width(), found.height()))
                .or(request::size)
                .flatMap(wanted -> wanted.nearest(sizes));
    }
}
