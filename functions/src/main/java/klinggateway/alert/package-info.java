/** What an operator is told of: rules, alerts, that each fires once and clears once, and the ports to where they are kept and told. */
@NullMarked
package klinggateway.alert;

import org.jspecify.annotations.NullMarked;
