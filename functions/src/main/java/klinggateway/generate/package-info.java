/**
 * The function {@code generate}: takes an order for a generation and answers at once.
 */
@NullMarked
package klinggateway.generate;

import org.jspecify.annotations.NullMarked;
