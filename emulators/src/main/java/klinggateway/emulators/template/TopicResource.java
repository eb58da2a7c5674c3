package klinggateway.emulators.template;

/** A topic. Who listens to it makes no difference on one machine. */
public record TopicResource(String id) {}
