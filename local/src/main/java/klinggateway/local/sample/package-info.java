/**
 * Jobs that nobody has ordered: what a gateway would have in its tables if it had been used for the last 60 days. They are lived
 * through by the gateway's own code at moments in the past, so nothing here knows what a row looks like.
 */
@NullMarked
package klinggateway.local.sample;

import org.jspecify.annotations.NullMarked;
