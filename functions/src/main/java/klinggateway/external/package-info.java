/** Usage that was made elsewhere, as others tell of it. */
@NullMarked
package klinggateway.external;

import org.jspecify.annotations.NullMarked;
