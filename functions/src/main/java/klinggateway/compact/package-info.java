/**
 * The function {@code compact}: every minute, folds closed minutes, quarters, hours and days of usage into rollups.
 */
@NullMarked
package klinggateway.compact;

import org.jspecify.annotations.NullMarked;
