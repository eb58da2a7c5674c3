/** Kling's own API, both generations, as docs/kling.md describes it; what differs is in docs/kling-compatibility.md. */
@NullMarked
package klinggateway.facade.kling;

import org.jspecify.annotations.NullMarked;
