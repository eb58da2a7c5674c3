package klinggateway.alert;

/**
 * What is wrong with a rule that somebody has written.
 *
 * @param at a JSON pointer (RFC 6901) to the field
 * @param reason what is allowed
 */
public record Mistake(String at, String reason) {}
