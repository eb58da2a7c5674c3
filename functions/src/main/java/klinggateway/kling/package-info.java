/**
 * Kling's protocol: credentials, both API generations, errors and what may be retried. Knows neither AWS nor jobs.
 */
@NullMarked
package klinggateway.kling;

import org.jspecify.annotations.NullMarked;
