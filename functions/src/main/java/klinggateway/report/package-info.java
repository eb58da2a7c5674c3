/** How usage is asked for and read: a question's range, filters and parts, and the rollups and open minutes that answer it. */
@NullMarked
package klinggateway.report;

import org.jspecify.annotations.NullMarked;
