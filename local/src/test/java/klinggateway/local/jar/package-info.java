/** Tests of the jar that is deployed: what is inside it, and whether Amazon's runtime client can run its functions. */
@NullMarked
package klinggateway.local.jar;

import org.jspecify.annotations.NullMarked;
