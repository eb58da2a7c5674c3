/** Judges the conditions of alert rules by facts, each by a class of its own, and says in words what is the case. */
@NullMarked
package klinggateway.evaluation;

import org.jspecify.annotations.NullMarked;
