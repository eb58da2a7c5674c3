/**
 * Secret texts that cannot be printed by accident, where they come from, what is derived from them, and the signatures of webhooks.
 */
@NullMarked
package klinggateway.secret;

import org.jspecify.annotations.NullMarked;
