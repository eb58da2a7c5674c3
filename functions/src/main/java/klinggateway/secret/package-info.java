/**
 * Secret texts that cannot be printed by accident, where they come from, and what is derived from them.
 */
@NullMarked
package klinggateway.secret;

import org.jspecify.annotations.NullMarked;
