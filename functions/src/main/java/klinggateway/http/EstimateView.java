package klinggateway.http;

import java.math.BigDecimal;
import klinggateway.job.Quote;
import klinggateway.usage.Money;

/**
 * What an order was sold at, in every answer that tells it.
 *
 * @param priceVersion the version of the catalogue that the price is from
 */
public record EstimateView(BigDecimal units, String cost, long costMicroUsd, String priceVersion) {

    public static EstimateView of(Quote quote) {
        return new EstimateView(
                Money.units(quote.milliUnits()),
                Money.dollars(quote.microUsd()),
                quote.microUsd(),
                quote.catalogueVersion());
    }
}
