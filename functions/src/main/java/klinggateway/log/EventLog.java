package klinggateway.log;

/** Where what happened is told, one line for each thing. Telling never changes what happens. */
@FunctionalInterface
public interface EventLog {

    /** For where nobody reads it. */
    EventLog SILENT = line -> {};

    void write(Line line);
}
