/**
 * A job as the gateway knows it: its id, its states, its place in the queue, and the ports to where it is kept. Knows neither AWS, HTTP nor Kling's JSON.
 */
@NullMarked
package klinggateway.job;

import org.jspecify.annotations.NullMarked;
