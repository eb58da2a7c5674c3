/** Lambda's event source for queues: polling, batches, concurrency and partial failures. It must not know what a message says. */
@NullMarked
package klinggateway.local.sqs;

import org.jspecify.annotations.NullMarked;
