/**
 * The function {@code analytics}: usage by key, product type and time range, from rollups and the open minutes.
 */
@NullMarked
package klinggateway.analytics;

import org.jspecify.annotations.NullMarked;
