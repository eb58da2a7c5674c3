package klinggateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a caller asks for, before it is known whether it can be had.
 *
 * @param kind for instance {@code text2video}
 * @param fields the fields of the request that are about the generation, {@code model} among them
 */
public record Wish(String kind, ObjectNode fields) {}
