package klinggateway.crash;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import klinggateway.kling.ForwardingKling;
import klinggateway.kling.Kling;
import klinggateway.kling.KlingError;
import klinggateway.kling.Reply;

/** Kling, to which what the plan says happens. */
final class FaultyKling extends ForwardingKling {

    private static final KlingError NO_ANSWER = new KlingError(0, Optional.empty(), "no answer", Optional.empty());

    private final Sandbox sandbox;

    FaultyKling(Kling real, Sandbox sandbox) {
        super(real);
        this.sandbox = sandbox;
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        Optional<Fault> fault = sandbox.begin("kling create");
        if (fault.filter(Fault.THROTTLED::equals).isPresent() || sandbox.lateCreate.holdsUp(create)) {
            return new Creation.Unknown(NO_ANSWER);
        }
        sandbox.lateCreate.arrival().ifPresent(late -> {
            real.create(late, timeout);
            sandbox.created(late);
        });
        Creation creation = real.create(create, timeout);
        sandbox.created(create);
        sandbox.end(fault);
        return fault.filter(Fault.LOST_ANSWER::equals).isPresent() ? new Creation.Unknown(NO_ANSWER) : creation;
    }

    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        if (lookups.isEmpty()) {
            return Map.of();
        }
        Optional<Fault> fault = sandbox.begin("kling find");
        Map<Lookup, Finding> findings = new HashMap<>(real.find(lookups, timeout));
        sandbox.end(fault);
        if (fault.filter(what -> what == Fault.THROTTLED || what == Fault.LOST_ANSWER)
                .isPresent()) {
            findings.replaceAll((lookup, finding) -> new Finding.Unavailable(NO_ANSWER));
        }
        return findings;
    }

    @Override
    public OptionalLong fileSize(URI url, Duration timeout) {
        Optional<Fault> fault = sandbox.begin("kling fileSize");
        sandbox.end(fault);
        return fault.isEmpty() ? OptionalLong.of(1_000_000) : OptionalLong.empty();
    }

    @Override
    public Reply ask(String method, String path, Optional<String> body, Duration timeout) {
        Optional<Fault> fault = sandbox.begin("kling ask");
        Reply reply = real.ask(method, path, body, timeout);
        sandbox.end(fault);
        return fault.filter(what -> what == Fault.THROTTLED || what == Fault.LOST_ANSWER)
                        .isPresent()
                ? new Reply.Refused(NO_ANSWER)
                : reply;
    }
}
