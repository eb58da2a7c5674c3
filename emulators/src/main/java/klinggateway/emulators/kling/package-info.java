/** Kling's HTTP API as an outsider sees it, on the loopback interface. Knows nothing of the gateway it is tested with. */
@NullMarked
package klinggateway.emulators.kling;

import org.jspecify.annotations.NullMarked;
