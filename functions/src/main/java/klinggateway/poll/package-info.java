/**
 * The function {@code poll}: asks Kling about jobs, driven by the poll queue.
 */
@NullMarked
package klinggateway.poll;

import org.jspecify.annotations.NullMarked;
