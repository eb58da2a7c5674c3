package klinggateway.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Looks for what rules ask for. */
@FunctionalInterface
public interface Watch {

    /** One reading for each rule. What cannot be read is told as {@link Reading.Unknown}, never thrown. */
    Map<Rule, Reading> look(Collection<Rule> rules, Instant now);
}
