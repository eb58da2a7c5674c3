/** Jobs as tasks of Kling's, in the shapes of both of its API generations (docs/kling.md, Answers and Callbacks). */
@NullMarked
package klinggateway.task;

import org.jspecify.annotations.NullMarked;
