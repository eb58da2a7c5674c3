/**
 * The function {@code dashboard}: serves the page and its files, and describes the HTTP API.
 */
@NullMarked
package klinggateway.dashboard;

import org.jspecify.annotations.NullMarked;
