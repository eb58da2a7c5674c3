/**
 * The function {@code facade}: other APIs than the gateway's own, so that clients written for them need another URL and
 * another credential, and nothing else.
 */
@NullMarked
package klinggateway.facade;

import org.jspecify.annotations.NullMarked;
