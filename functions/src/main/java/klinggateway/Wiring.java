package klinggateway;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import klinggateway.aws.AwsClients;
import klinggateway.aws.SecretsManagerSecrets;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Authentication;
import klinggateway.http.Routes;
import klinggateway.kling.FormerHost;
import klinggateway.kling.HttpKling;
import klinggateway.kling.Kling;
import klinggateway.kling.LoggedKling;
import klinggateway.kling.ObservedKling;
import klinggateway.lifecycle.Accept;
import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Refresh;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;
import klinggateway.lifecycle.Waiting;
import klinggateway.log.EventLog;
import klinggateway.log.JsonLines;
import klinggateway.order.CallbackBase;
import klinggateway.order.Desk;
import klinggateway.order.Purchase;
import klinggateway.order.Sales;
import klinggateway.webhook.WebhookTargets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of one function together, by hand, and is the only reader of the environment. Nothing here connects, reads
 * a secret or makes anything unique, so it can be part of a snapshot.
 */
public final class Wiring implements AutoCloseable {

    private static final String VERSION = Optional.ofNullable(
                    Wiring.class.getPackage().getImplementationVersion())
            .orElse("dev");

    private final Settings settings;
    /** In milliseconds, as everything is stored, so that an answer reads the same before and after. */
    private final InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);

    private final SecureRandom random = new SecureRandom();
    private final AwsClients clients;
    private final Stores stores;
    private final Secrets secrets;
    private @Nullable Kling kling;
    private @Nullable Catalogue catalogue;

    private Wiring(Settings settings) {
        this.settings = settings;
        this.clients = new AwsClients(settings.aws());
        this.stores = new Stores(settings, clients, log(), clock, random);
        this.secrets = new Secrets(settings.secrets(), new SecretsManagerSecrets(clients.secretsManager(), clock));
    }

    /** The parts of the function whose environment this is. */
    public static Wiring ofEnvironment() {
        Settings settings = Settings.of(Environment.current());
        if (settings.logsEvents()) {
            FormerHost.advice(settings.klingEndpoint()).ifPresent(Wiring::logAdvice);
        }
        return new Wiring(settings);
    }

    /** Ends the clients of AWS; what was put together here is of no use afterwards. */
    @Override
    public void close() {
        clients.close();
    }

    /** Where everything is kept. */
    public Stores stores() {
        return stores;
    }

    /** What is secret, and what follows from it. */
    public Secrets secrets() {
        return secrets;
    }

    public InstantSource clock() {
        return clock;
    }

    /** Unpredictable. */
    public RandomGenerator random() {
        return random;
    }

    /**
     * The operator's own, or the one that comes with the gateway; read once.
     *
     * @throws IllegalArgumentException if the operator's own is broken; the message lists all that is wrong
     */
    public Catalogue catalogue() {
        if (catalogue == null) {
            catalogue = settings.catalogue().map(Catalogue::of).orElseGet(Catalogue::builtIn);
        }
        return catalogue;
    }

    /** Where what happens is told. */
    public EventLog log() {
        return settings.logsEvents() ? new JsonLines(System.out, clock) : EventLog.SILENT;
    }

    /** Paths of Kling's that are open though the catalogue does not know them. */
    public Set<String> passThrough() {
        return settings.passThrough();
    }

    public URI klingEndpoint() {
        return settings.klingEndpoint();
    }

    /** Where webhooks may be. */
    public WebhookTargets webhookTargets() {
        return settings.webhookTargets();
    }

    /** The gateway's own URL, where the operator has said it. */
    public Optional<String> publicUrl() {
        return settings.publicUrl();
    }

    /** What the gateway calls itself. */
    public String userAgent() {
        return "kling-gateway/" + VERSION;
    }

    /** How long a job can be looked up. */
    public Duration jobsKept() {
        return settings.jobRetention();
    }

    /** How long single usage items are kept. */
    public Duration usageRetention() {
        return settings.usageRetention();
    }

    /** Those whose days are rolled up beside those of UTC. */
    public Set<ZoneId> reportZones() {
        return settings.reportZones();
    }

    /** One for all parts of a function: it keeps connections and signed tokens. */
    public Kling kling() {
        if (kling == null) {
            HttpKling http = new HttpKling(settings.klingEndpoint(), secrets.kling()::credential, clock, userAgent());
            kling = new ObservedKling(
                    new LoggedKling(http, log(), clock), stores.klingContacts(), clock, Wiring::logUntoldContact);
        }
        return kling;
    }

    private static void logAdvice(String advice) {
        LambdaRuntime.getLogger().log("WARN: " + advice + "\n");
    }

    private static void logUntoldContact(RuntimeException e) {
        LambdaRuntime.getLogger().log("WARN: the last contact with Kling was not remembered: " + e + "\n");
    }

    public Accept accept() {
        return new Accept(stores.jobs(), stores.ledger(), stores.slots(), clock, random);
    }

    public Start start() {
        return new Start(
                stores.jobs(),
                stores.ledger(),
                stores.slots(),
                stores.pollQueue(),
                kling(),
                secrets.callbackTokens(),
                this::isRevoked,
                clock);
    }

    public Sales sales() {
        return new Sales(catalogue(), kling(), stores.slots(), stores.jobs());
    }

    public Desk desk() {
        return new Desk(sales(), purchase(), refresh(), waiting(), cancel());
    }

    public Purchase purchase() {
        return new Purchase(
                accept(),
                start(),
                stores.ledger(),
                kling(),
                stores.jobs(),
                clock,
                klingEndpoint().getScheme().equals("http") ? CallbackBase.ANY : CallbackBase.HTTPS_ONLY);
    }

    public Cancel cancel() {
        return new Cancel(stores.ledger(), stores.slots(), stores.pollQueue(), clock);
    }

    private boolean isRevoked(String keyId) {
        return stores.keys()
                .find(keyId)
                .filter(key -> key.revokedAt().isPresent())
                .isPresent();
    }

    public Sync sync() {
        return new Sync(stores.jobs(), stores.ledger(), stores.slots(), stores.pollQueue(), kling(), clock);
    }

    public Waiting waiting() {
        return new Waiting(stores.jobs(), Thread::sleep);
    }

    public Refresh refresh() {
        return new Refresh(sync(), clock);
    }

    public Routes routes() {
        Authentication authentication = new Authentication(
                stores.keys(),
                secrets.admin(),
                secrets.keyTokens(),
                stores.requestCounter(),
                settings.anonymousKey(),
                clock);
        return new Routes(authentication, settings.publicUrl(), log(), clock);
    }
}
