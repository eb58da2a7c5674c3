/**
 * The gateway with its process dying, its requests failing and its messages coming twice, at every request that leaves it,
 * and what has to hold all the same. Knows all functions; none knows it.
 */
@NullMarked
package klinggateway.crash;

import org.jspecify.annotations.NullMarked;
