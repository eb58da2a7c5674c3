/** API Gateway's HTTP API on one machine: routes, payload format 2.0 and limits. It must not know which functions there are. */
@NullMarked
package klinggateway.local.api;

import org.jspecify.annotations.NullMarked;
