package klinggateway.generate;

import java.math.BigDecimal;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.Order;
import klinggateway.usage.Money;

/**
 * What an order would cost.
 *
 * @param mode the mode, or for images the resolution, with defaults filled in
 * @param duration seconds; where the caller did not say how long its input is, the longest possible
 * @param images how many
 * @param unitPrice US dollars per unit
 */
record EstimateAnswer(
        String kind,
        String model,
        String mode,
        int duration,
        boolean sound,
        int images,
        String pool,
        BigDecimal units,
        String unitPrice,
        String cost,
        long costMicroUsd,
        String priceVersion) {

    static EstimateAnswer of(Sold sold) {
        Order order = sold.order();
        return new EstimateAnswer(
                order.kind(),
                order.model(),
                order.mode(),
                order.seconds(),
                order.sound(),
                order.productType().equals("image") ? order.slots() : 0,
                order.pool().word(),
                Money.units(sold.quote().milliUnits()),
                Money.dollars(sold.quote().microUsdPerUnit()),
                Money.dollars(sold.quote().microUsd()),
                sold.quote().microUsd(),
                sold.quote().catalogueVersion());
    }
}
