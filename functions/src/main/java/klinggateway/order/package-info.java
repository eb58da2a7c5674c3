/**
 * Orders, whichever of the gateway's APIs they come by: what a caller can have, at which price and within which limits of its
 * key, and how it becomes a job.
 */
@NullMarked
package klinggateway.order;

import org.jspecify.annotations.NullMarked;
