/**
 * The log's lines: one JSON object for each thing that happened, with the numbers that CloudWatch makes metrics of. Knows nobody, and
 * takes nothing that a secret, a prompt or a URL could be in.
 */
@NullMarked
package klinggateway.log;

import org.jspecify.annotations.NullMarked;
