/**
 * The function {@code reconcile}: compares what jobs are charged with Kling's own records of what it took, and settles what was
 * left at its estimate.
 */
@NullMarked
package klinggateway.reconcile;

import org.jspecify.annotations.NullMarked;
