package klinggateway.kling;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Another Kling as it is, for those that change some of it. */
public abstract class ForwardingKling implements Kling {

    protected final Kling real;

    protected ForwardingKling(Kling real) {
        this.real = real;
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        return real.create(create, timeout);
    }

    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        return real.find(lookups, timeout);
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
