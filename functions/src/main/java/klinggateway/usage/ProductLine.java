package klinggateway.usage;

/** What times are told apart by: they depend on these, and a histogram for every cell would be most of a cube. */
public record ProductLine(String productType, String model, String mode) {}
