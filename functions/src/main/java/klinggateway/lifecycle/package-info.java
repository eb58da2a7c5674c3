/**
 * ACCEPT, START, SYNC and END: the only code that joins jobs, usage, catalogue and Kling. Knows neither AWS nor HTTP; it works through ports.
 */
@NullMarked
package klinggateway.lifecycle;

import org.jspecify.annotations.NullMarked;
