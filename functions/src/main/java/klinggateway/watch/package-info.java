/** Reads the facts that alert rules ask for, each once and as seldom as it changes. */
@NullMarked
package klinggateway.watch;

import org.jspecify.annotations.NullMarked;
