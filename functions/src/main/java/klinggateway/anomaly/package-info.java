/**
 * What is unusual in usage, why, and since when: each day is held against the same hours and weekdays of the weeks before. Knows
 * {@code usage}, and neither AWS nor HTTP.
 */
@NullMarked
package klinggateway.anomaly;

import org.jspecify.annotations.NullMarked;
