/**
 * When a team works, when its jobs wait, and whether models get slower: sums by the hours of a week and of a day, and
 * plain statistics. It knows usage and pools, and neither AWS nor HTTP.
 */
@NullMarked
package klinggateway.pattern;

import org.jspecify.annotations.NullMarked;
