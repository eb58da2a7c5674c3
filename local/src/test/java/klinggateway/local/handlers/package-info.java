/** Small functions that show what a handler is given and what becomes of its answer. */
@NullMarked
package klinggateway.local.handlers;

import org.jspecify.annotations.NullMarked;
