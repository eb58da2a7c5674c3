/**
 * The function {@code dashboard}: serves the page and its files.
 */
@NullMarked
package klinggateway.dashboard;

import org.jspecify.annotations.NullMarked;
