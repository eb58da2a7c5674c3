/** URLs of the dashboard, for those who tell of something that can be seen there. Knows nobody. */
@NullMarked
package klinggateway.link;

import org.jspecify.annotations.NullMarked;
