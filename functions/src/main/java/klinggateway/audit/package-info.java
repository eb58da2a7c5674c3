/**
 * The function {@code audit}: every day, adds yesterday's usage up anew, item by item, and compares it with its rollups.
 */
@NullMarked
package klinggateway.audit;

import org.jspecify.annotations.NullMarked;
