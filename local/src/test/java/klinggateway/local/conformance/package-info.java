/**
 * Kling's API as data: requests and the answers they have, and what puts the same questions to the emulator and to the gateway. Knows
 * nothing of either but where they are.
 */
@NullMarked
package klinggateway.local.conformance;

import org.jspecify.annotations.NullMarked;
