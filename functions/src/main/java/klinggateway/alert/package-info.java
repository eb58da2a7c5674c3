/** What an operator is told of: rules, what they find, and that each alert fires once and clears once. */
@NullMarked
package klinggateway.alert;

import org.jspecify.annotations.NullMarked;
