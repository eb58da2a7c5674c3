/** Stand-ins on one machine for the services the gateway talks to. */
@NullMarked
package klinggateway.emulators;

import org.jspecify.annotations.NullMarked;
