/** How the gateway and its account at Kling are, and what an operator should look after. */
@NullMarked
package klinggateway.system;

import org.jspecify.annotations.NullMarked;
