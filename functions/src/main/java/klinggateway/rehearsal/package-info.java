/** What functions rehearse with before Lambda takes a snapshot of them. Knows the protocols of AWS and Kling, and nothing of the gateway. */
@NullMarked
package klinggateway.rehearsal;

import org.jspecify.annotations.NullMarked;
