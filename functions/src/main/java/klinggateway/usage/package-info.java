/**
 * What happened to cost and counts, and when: usage items, cubes folded from them, and the cutting of a range into closed periods. Knows neither AWS nor HTTP.
 */
@NullMarked
package klinggateway.usage;

import org.jspecify.annotations.NullMarked;
