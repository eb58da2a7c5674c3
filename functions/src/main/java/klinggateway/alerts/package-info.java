/** The function {@code alerts}: rules over HTTP, and every minute what they find is told, once. */
@NullMarked
package klinggateway.alerts;

import org.jspecify.annotations.NullMarked;
