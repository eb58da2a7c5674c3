/** The gateway's functions: settings and wiring. Every other package is one subject. */
@NullMarked
package klinggateway;

import org.jspecify.annotations.NullMarked;
