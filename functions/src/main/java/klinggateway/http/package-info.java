/**
 * The border to HTTP: authentication, and the one place that turns results and errors into answers.
 */
@NullMarked
package klinggateway.http;

import org.jspecify.annotations.NullMarked;
