package klinggateway.crash;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import klinggateway.kling.Kling;
import klinggateway.kling.Reply;

/** A client of Kling's that does not name what it creates, and so never finds it by that. */
final class BuggyKling implements Kling {

    private final Kling real;

    BuggyKling(Kling real) {
        this.real = real;
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        return real.create(
                new Create(create.path(), create.body(), create.isCall(), Optional.empty(), create.callbackUrl()),
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

    @Override
    public Reply ask(String method, String path, Optional<String> body, Duration timeout) {
        return real.ask(method, path, body, timeout);
    }

    @Override
    public OptionalLong fileSize(URI url, Duration timeout) {
        return real.fileSize(url, timeout);
    }

    @Override
    public boolean isReady() {
        return real.isReady();
    }

    @Override
    public boolean reachesNewerPaths() {
        return real.reachesNewerPaths();
    }

    @Override
    public String host() {
        return real.host();
    }
}
