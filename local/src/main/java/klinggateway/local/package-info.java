/** Runs the gateway on one machine from {@code infra/template.yaml}. */
@NullMarked
package klinggateway.local;

import org.jspecify.annotations.NullMarked;
