/** The function {@code analytics}: answers about usage - what it was, what it will come to, what is unusual, what would be better. */
@NullMarked
package klinggateway.analytics;

import org.jspecify.annotations.NullMarked;
