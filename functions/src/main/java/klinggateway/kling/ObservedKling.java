package klinggateway.kling;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import klinggateway.kling.KlingContacts.Contact;
import klinggateway.kling.KlingContacts.Failed;
import klinggateway.kling.KlingContacts.Request;

/**
 * Tells now and then how it goes with Kling. What Kling refuses one order for is an answer like any other; what it would refuse
 * the next one for, too, is a failure. Telling never changes what the caller of this class gets.
 */
public final class ObservedKling implements Kling {

    private static final Duration BETWEEN_SUCCESSES = Duration.ofSeconds(15);
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);

    private final Kling kling;
    private final KlingContacts contacts;
    private final InstantSource clock;
    private final Consumer<RuntimeException> report;
    private final Pace successes = new Pace(BETWEEN_SUCCESSES);
    private final Pace failures = new Pace(BETWEEN_FAILURES);
    private final AtomicBoolean isReported = new AtomicBoolean();

    /** @param report takes the first error that kept a contact from being remembered, for the log */
    public ObservedKling(Kling kling, KlingContacts contacts, InstantSource clock, Consumer<RuntimeException> report) {
        this.kling = kling;
        this.contacts = contacts;
        this.clock = clock;
        this.report = report;
    }

    @Override
    public boolean isReady() {
        return kling.isReady();
    }

    @Override
    public boolean reachesNewerPaths() {
        return kling.reachesNewerPaths();
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        Creation creation = kling.create(create, timeout);
        observe(Request.CREATE, error(creation));
        return creation;
    }

    @Override
    public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
        Map<Lookup, Finding> findings = kling.find(lookups, timeout);
        findings.values().forEach(finding -> observe(Request.FIND, error(finding)));
        return findings;
    }

    @Override
    public Reply ask(String method, String path, Optional<String> body, Duration timeout) {
        Reply reply = kling.ask(method, path, body, timeout);
        observe(Request.ASK, error(reply));
        return reply;
    }

    @Override
    public OptionalLong fileSize(URI url, Duration timeout) {
        return kling.fileSize(url, timeout);
    }

    @Override
    public String host() {
        return kling.host();
    }

    private static Optional<KlingError> error(Creation creation) {
        return switch (creation) {
            case Creation.Created _, Creation.Answered _ -> Optional.empty();
            case Creation.Refused(var error) -> Optional.of(error);
            case Creation.Busy(var error) -> Optional.of(error);
            case Creation.AccountRefused(var error) -> Optional.of(error);
            case Creation.Unknown(var error) -> Optional.of(error);
        };
    }

    private static Optional<KlingError> error(Finding finding) {
        return switch (finding) {
            case Finding.Found _, Finding.NotFound _ -> Optional.empty();
            case Finding.Unavailable(var error) -> Optional.of(error);
        };
    }

    private static Optional<KlingError> error(Reply reply) {
        return switch (reply) {
            case Reply.Data _ -> Optional.empty();
            case Reply.Refused(var error) -> Optional.of(error);
        };
    }

    private void observe(Request request, Optional<KlingError> error) {
        Contact contact = new Contact(clock.instant(), request);
        Optional<KlingError> trouble = error.filter(KlingError::isTrouble);
        if (trouble.isEmpty()) {
            tell(successes, contact, () -> contacts.succeeded(contact));
        } else {
            tell(failures, contact, () -> contacts.failed(new Failed(contact, trouble.get())));
        }
    }

    private void tell(Pace pace, Contact contact, Runnable telling) {
        if (pace.isDue(contact.at())) {
            try {
                telling.run();
            } catch (RuntimeException e) {
                // Kling's answer is worth more than the knowledge that there was one.
                if (isReported.compareAndSet(false, true)) {
                    report.accept(e);
                }
            }
        }
    }

    private static final class Pace {

        private final Duration gap;
        private Instant next = Instant.MIN;

        Pace(Duration gap) {
            this.gap = gap;
        }

        synchronized boolean isDue(Instant now) {
            if (now.isBefore(next)) {
                return false;
            }
            next = now.plus(gap);
            return true;
        }
    }
}
