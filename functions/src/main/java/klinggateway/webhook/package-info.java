/**
 * Webhooks, as far as several functions know them: which URLs may be called, what a body is made of, how a message is signed and
 * sent, and when it is sent again.
 */
@NullMarked
package klinggateway.webhook;

import org.jspecify.annotations.NullMarked;
