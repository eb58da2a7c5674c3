/**
 * The function {@code callback}: hints from Kling, none of which is believed.
 */
@NullMarked
package klinggateway.callback;

import org.jspecify.annotations.NullMarked;
