/**
 * The function {@code keys}: callers' keys, their scopes, and where they are kept.
 */
@NullMarked
package klinggateway.keys;

import org.jspecify.annotations.NullMarked;
