/** Runs functions at their rates, as EventBridge does. It must not know what they do. */
@NullMarked
package klinggateway.local.schedule;

import org.jspecify.annotations.NullMarked;
