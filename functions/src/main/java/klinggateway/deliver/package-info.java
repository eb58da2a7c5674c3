/**
 * The function {@code deliver}: calls callers' webhooks, driven by the queue of deliveries.
 */
@NullMarked
package klinggateway.deliver;

import org.jspecify.annotations.NullMarked;
