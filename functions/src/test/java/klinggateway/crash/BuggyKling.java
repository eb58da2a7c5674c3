package klinggateway.crash;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.kling.ForwardingKling;
import klinggateway.kling.Kling;

/** A client of Kling's that does not name what it creates, and so never finds it by that. */
final class BuggyKling extends ForwardingKling {

    BuggyKling(Kling real) {
        super(real);
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        return real.create(
                new Create(
                        create.subject(),
                        create.path(),
                        create.body(),
                        create.answer(),
                        Optional.empty(),
                        create.callbackUrl()),
                timeout);
    }

    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        List<Lookup> byId =
                lookups.stream().filter(Lookup.ById.class::isInstance).toList();
        Map<Lookup, Finding> findings = new HashMap<>(real.find(byId, timeout));
        lookups.forEach(lookup -> findings.putIfAbsent(lookup, new Finding.NotFound()));
        return findings;
    }
}
