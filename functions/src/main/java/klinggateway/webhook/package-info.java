/**
 * Callers' webhooks, as far as those who take orders and the function {@code deliver} both know them: which URLs may be called,
 * and what a body is made of.
 */
@NullMarked
package klinggateway.webhook;

import org.jspecify.annotations.NullMarked;
