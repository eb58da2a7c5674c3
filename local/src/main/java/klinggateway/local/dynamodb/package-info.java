/** Makes the DynamoDB tables of a template. It must not know what is in them. */
@NullMarked
package klinggateway.local.dynamodb;

import org.jspecify.annotations.NullMarked;
