/**
 * What usage, prices and packs say could be done better, each with the numbers behind it. Knows usage and the catalogue, neither
 * AWS nor HTTP.
 */
@NullMarked
package klinggateway.advice;

import org.jspecify.annotations.NullMarked;
