/**
 * The function {@code sweep}: every minute, finds what no message will find.
 */
@NullMarked
package klinggateway.sweep;

import org.jspecify.annotations.NullMarked;
