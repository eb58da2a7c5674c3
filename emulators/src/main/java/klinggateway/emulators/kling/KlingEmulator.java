package klinggateway.emulators.kling;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Behaves as Kling's HTTP API does, on the loopback interface, for testing Kling clients. */
public final class KlingEmulator implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Listener listener;
    private final ExecutorService ticking = Executors.newVirtualThreadPerTaskExecutor();
    private final Traffic traffic = new Traffic();
    private final KlingAccount account;
    private final KlingApi api;
    private final ResultFiles files;
    private final Callbacks callbacks;

    private KlingEmulator(Builder settings) {
        Chance chance = new Chance(settings.seed);
        InstantSource clock = settings.clock;
        AccountStore store = settings.store();
        account = new KlingAccount(clock, chance, settings.speed, settings.packs(store), store);
        // Bound only now: an unusable folder must not leave the port taken.
        listener = Listener.at(settings.port, new Wire(chance));
        ResultLinks links = new ResultLinks(listener.url(), settings.seed);
        TaskView view = new TaskView(new ResultView(links));
        callbacks = new Callbacks(account, view, chance, clock, settings.signature);
        api = new KlingApi(
                new Credentials(settings.apiKeys, settings.secretsByAccessKey, clock),
                new Creates(account, view, callbacks, links, clock, settings.retiredModels),
                new Queries(account, view, clock),
                new PackQuery(account, clock),
                new DeductionQuery(account),
                new Library(account));
        files = new ResultFiles(account, links, clock);
        listener.start(this::answer);
        if (settings.ticks) {
            ticking.execute(this::tick);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public URI url() {
        return listener.url();
    }

    /** Every task ever accepted, oldest first, with the calls that were answered at once. */
    public List<EmulatedTask> tasks() {
        return account.newestFirst().reversed().stream().map(Task::toView).toList();
    }

    /** What all packs together have lost. */
    public BigDecimal unitsDeducted() {
        return Arrays.stream(ProductType.values()).map(this::unitsDeducted).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal unitsDeducted(ProductType type) {
        return account.packs().stream()
                .filter(pack -> pack.type() == type)
                .map(pack -> pack.total().subtract(pack.remaining()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The highest number of slots that were ever taken at the same time. */
    public int maxConcurrent(ProductType type) {
        return account.mostSlots(type);
    }

    /** How many requests have come in whose method and path begin like this, e.g. {@code GET /v1/videos}. */
    public long requests(String methodAndPathPrefix) {
        return traffic.count(methodAndPathPrefix);
    }

    /** Plans misbehaviour for requests to come, in addition to what prompts ask for. */
    public void misbehave(Misbehaviour misbehaviour) {
        traffic.plan(misbehaviour);
    }

    /** Settles all that is due at the clock's present, and returns when the callbacks about it have been sent. */
    public void settle() {
        callbacks.sendDue();
    }

    @Override
    public void close() {
        listener.close();
        ticking.shutdownNow();
        callbacks.close();
    }

    /** On real time nobody may ask for long, and still callbacks have to go out. */
    private void tick() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                callbacks.startDue();
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(ApiRequest request) {
        Hooks hooks = traffic.arrived(request.method() + " " + request.path());
        return request.path().startsWith(ResultLinks.PREFIX)
                ? hooks.delayed(hooks.insteadOfCreating().orElseGet(() -> files.answer(request)))
                : api.answer(request, hooks);
    }

    /** Collects how an emulator is to be; every setting but the credentials has a default. */
    public static final class Builder {
        private static final List<ResourcePack> DEFAULT_PACKS = List.of(
                ResourcePack.of(ProductType.VIDEO, 100_000, 5),
                ResourcePack.of(ProductType.IMAGE, 100_000, 9),
                ResourcePack.of(ProductType.TRY_ON, 1_000, 5));

        private int port;
        private InstantSource clock = InstantSource.system();
        private boolean ticks = true;
        private double speed = 1;
        private long seed = 1;
        private final List<String> apiKeys = new ArrayList<>();
        private final Map<String, String> secretsByAccessKey = new HashMap<>();
        private final List<ResourcePack> packs = new ArrayList<>();
        private Optional<WebhookSignature> signature = Optional.empty();
        private Optional<Path> folder = Optional.empty();
        private boolean retiredModels;

        private Builder() {}

        /** 0, the default, takes any free port. */
        public Builder port(int newPort) {
            port = newPort;
            return this;
        }

        /**
         * Another clock than the system's. Nothing happens by itself then, so that tests can be repeated: callbacks go
         * out in {@link KlingEmulator#settle()}.
         */
        public Builder clock(InstantSource newClock) {
            clock = newClock;
            ticks = newClock.equals(InstantSource.system()) || newClock.equals(Clock.systemUTC());
            return this;
        }

        /** How many times faster than the real service tasks come to their end. */
        public Builder speed(double factor) {
            if (!(factor > 0)) {
                throw new IllegalArgumentException("speed must be positive, was " + factor);
            }
            speed = factor;
            return this;
        }

        /** A static key to accept; may be called for several. */
        public Builder apiKey(String key) {
            apiKeys.add(key);
            return this;
        }

        /** A pair whose signed tokens are accepted, on the older paths. */
        public Builder accessKey(String accessKey, String secretKey) {
            secretsByAccessKey.put(accessKey, secretKey);
            return this;
        }

        /** Signs callbacks; {@code whsec} is {@code whsec_} and base64. Without it they are not signed. */
        public Builder webhookSecret(String whsec) {
            signature = Optional.of(WebhookSignature.of(whsec));
            return this;
        }

        /** Keeps tasks, deductions and packs over a restart. */
        public Builder folder(Path newFolder) {
            folder = Optional.of(newFolder);
            return this;
        }

        /** Adds a pack; without any there is one large pack of each type. */
        public Builder pack(ResourcePack pack) {
            packs.add(pack);
            return this;
        }

        /** Whether what was reported retired in September 2026 is still sold: docs/kling.md, Models. Not by default. */
        public Builder retiredModels(boolean areSold) {
            retiredModels = areSold;
            return this;
        }

        /** Equal seeds make equal ids, times and misbehaviour. */
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /** Throws an {@link UncheckedIOException} when the port is taken. */
        public KlingEmulator start() {
            return new KlingEmulator(this);
        }

        private AccountStore store() {
            return folder.<AccountStore>map(FolderStore::new).orElseGet(AccountStore::none);
        }

        private Packs packs(AccountStore store) {
            return Packs.bought(store, packs.isEmpty() ? DEFAULT_PACKS : packs, clock.instant());
        }
    }
}
