package klinggateway.http;

/**
 * One field or parameter that cannot be accepted.
 *
 * @param name a JSON pointer into the body, or the name of a query parameter
 * @param reason what was given and what is allowed
 */
public record InvalidParameter(String name, String reason) {}
