/** Stand-ins on one machine for the AWS services the gateway uses, over their real protocols. They know nothing of the gateway. */
@NullMarked
package klinggateway.emulators.aws;

import org.jspecify.annotations.NullMarked;
