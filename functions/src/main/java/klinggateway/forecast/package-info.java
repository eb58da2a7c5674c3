/**
 * What use comes to in the days ahead, from what it was on each day so far: pure statistics, which know neither AWS nor HTTP,
 * keys nor prices.
 */
@NullMarked
package klinggateway.forecast;

import org.jspecify.annotations.NullMarked;
