/** The dashboard in a real browser, in front of a gateway on this machine. */
@NullMarked
package klinggateway.local.browser;

import org.jspecify.annotations.NullMarked;
