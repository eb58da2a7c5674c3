/** Packages of the npm registry, as others use them in front of a gateway: clients of the APIs that it speaks, and TypeScript. */
@NullMarked
package klinggateway.local.npm;

import org.jspecify.annotations.NullMarked;
