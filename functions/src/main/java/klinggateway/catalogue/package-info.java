/**
 * Which model can do what at which price, as data, with the validation and pricing that follow from it. Knows neither AWS nor HTTP.
 */
@NullMarked
package klinggateway.catalogue;

import org.jspecify.annotations.NullMarked;
