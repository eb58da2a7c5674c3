package klinggateway.local.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Model;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Sale.Sold;

/** What a catalogue sells of the things in the sample file: each by every model that can make it, the newest most often. */
final class Assortment {

    private final Catalogue catalogue;
    private final List<String> scenes;
    private final Map<String, Draw<Offered>> byKind = new HashMap<>();

    private record Offered(Ware ware, double weight) {}

    /** A sale of a ware. */
    record Purchase(Ware ware, Sold sold) {}

    Assortment(SampleFile file, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.scenes = file.scenes();
        file.kinds().forEach((kind, told) -> {
            List<Offered> offered = offered(kind, told);
            if (!offered.isEmpty()) {
                byKind.put(kind, new Draw<>(offered, Offered::weight));
            }
        });
    }

    boolean sells(String kind) {
        return byKind.containsKey(kind);
    }

    /** Buys one of a kind that it sells. */
    Purchase buy(String kind, Random random) {
        Draw<Offered> offered = byKind.get(kind);
        if (offered == null) {
            throw new IllegalArgumentException(kind);
        }
        Ware ware = offered.next(random).ware();
        return switch (sale(ware, scenes.get(random.nextInt(scenes.size())))) {
            case Sold sold -> new Purchase(ware, sold);
            case Sale.Refused(var problems) -> throw new IllegalStateException(ware + " is refused now: " + problems);
        };
    }

    private List<Offered> offered(String kind, SampleFile.Kind told) {
        List<Offered> offered = new ArrayList<>();
        double share = 1;
        for (Model model : catalogue.models()) {
            List<Offered> ofModel = new ArrayList<>();
            for (SampleFile.Variant variant : told.variants()) {
                ObjectNode fields = told.fields().deepCopy().setAll(variant.fields());
                Ware ware = new Ware(kind, told.makes(), fields.put("model", model.name()));
                if (sale(ware, scenes.getFirst()) instanceof Sold) {
                    ofModel.add(new Offered(ware, share * variant.weight()));
                }
            }
            if (!ofModel.isEmpty()) {
                offered.addAll(ofModel);
                share /= 2;
            }
        }
        return offered;
    }

    private Sale sale(Ware ware, String scene) {
        return Sale.of(ware.wish(scene), catalogue, Generation.ALL);
    }
}
