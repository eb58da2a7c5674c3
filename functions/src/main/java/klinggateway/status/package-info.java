/**
 * The function {@code status}: callers ask for their jobs.
 */
@NullMarked
package klinggateway.status;

import org.jspecify.annotations.NullMarked;
