/**
 * Adapters of the ports to DynamoDB, SQS and Secrets Manager: the only package that imports the AWS SDK.
 */
@NullMarked
package klinggateway.aws;

import org.jspecify.annotations.NullMarked;
