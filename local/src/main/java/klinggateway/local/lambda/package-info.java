/** Runs one function as Lambda's Java runtime would: its serialization, context, time-out and errors. It must not know what caused an event. */
@NullMarked
package klinggateway.local.lambda;

import org.jspecify.annotations.NullMarked;
