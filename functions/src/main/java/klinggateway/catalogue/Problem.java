package klinggateway.catalogue;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer the field as a JSON pointer (RFC 6901), for instance {@code /duration}
 * @param message what was given and what is allowed
 */
public record Problem(String pointer, String message) {}
