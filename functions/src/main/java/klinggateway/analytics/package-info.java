/**
 * The function {@code analytics}: usage by key, product type and time range, from rollups and the open minutes; what
 * Kling says about the account; and how the gateway is.
 */
@NullMarked
package klinggateway.analytics;

import org.jspecify.annotations.NullMarked;
