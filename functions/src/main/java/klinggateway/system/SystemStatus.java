package klinggateway.system;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.account.ResourcePacks;
import klinggateway.account.ResourcePacks.Reading;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Query;
import klinggateway.http.Routes;
import klinggateway.job.Pool;
import klinggateway.job.QueueDepths;
import klinggateway.job.QueueDepths.Depths;
import klinggateway.keys.Scope;
import klinggateway.kling.KlingContacts;
import klinggateway.system.SystemStatusAnswer.Account;
import klinggateway.system.SystemStatusAnswer.Compaction;
import klinggateway.system.SystemStatusAnswer.Contacts;
import klinggateway.system.SystemStatusAnswer.PoolStatus;
import klinggateway.system.SystemStatusAnswer.Warning;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;
import klinggateway.usage.Watermark;

/** {@code GET /api/system-status}: how the gateway and its account at Kling are, and what an operator should look after. */
public final class SystemStatus {

    /** Kling's numbers are the least urgent of the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String NOTE = "Kling's numbers may be up to 12 hours old. What was used since is in"
            + " GET /api/usage-analytics within seconds.";

    private final Sources sources;
    private final PoolReader pools;
    private final ResourcePacks packs;
    private final InstantSource clock;

    public SystemStatus(Sources sources, PoolReader pools, ResourcePacks packs, InstantSource clock) {
        this.sources = sources;
        this.pools = pools;
        this.packs = packs;
        this.clock = clock;
    }

    /**
     * Where the rest is read.
     *
     * @param endpoint Kling's host
     */
    public record Sources(
            String endpoint, KlingContacts contacts, QueueDepths queue, RollupStore rollups, UsageStore usage) {}

    public void addTo(Routes routes) {
        routes.on("GET /api/system-status", Scope.USAGE, this::answer);
    }

    private Answer answer(Call call) {
        new Query(call, Set.of()).check(ErrorCode.INVALID_PARAMETERS);
        Instant now = clock.instant();
        Optional<Reading> account =
                call.caller().seesAll() ? Optional.of(packs.read(call.deadline().atMost(PATIENCE))) : Optional.empty();
        Map<Pool, PoolStatus> poolsNow = pools.read(now);
        Depths depths = sources.queue().now();
        Freshness freshness = Freshness.of(
                sources.rollups().watermark().map(Watermark::until),
                () -> sources.usage().oldest(),
                now);
        return Answer.json(
                200,
                new SystemStatusAnswer(
                        sources.endpoint(),
                        contacts(),
                        byWord(poolsNow),
                        SystemStatusAnswer.Queue.of(depths),
                        freshness.compaction(),
                        freshness.dataAge(),
                        account.map(SystemStatus::account),
                        warnings(poolsNow, depths, freshness.compaction(), account, now),
                        now));
    }

    private Contacts contacts() {
        KlingContacts.Last last = sources.contacts().last();
        return new Contacts(
                last.success().map(SystemStatusAnswer.Success::of),
                last.failure().map(SystemStatusAnswer.Failure::of));
    }

    private static Map<String, PoolStatus> byWord(Map<Pool, PoolStatus> pools) {
        Map<String, PoolStatus> words = new LinkedHashMap<>();
        pools.forEach((pool, status) -> words.put(pool.word(), status));
        return words;
    }

    private static Account account(Reading reading) {
        return switch (reading) {
            case Reading.Known known -> new Account(known.at(), NOTE, known.packs());
            case Reading.Unknown unknown -> new Account(unknown.at(), NOTE, List.of());
        };
    }

    private static List<Warning> warnings(
            Map<Pool, PoolStatus> pools, Depths depths, Compaction compaction, Optional<Reading> account, Instant now) {
        List<Warning> warnings = new ArrayList<>();
        warnings.addAll(Warnings.ofPools(pools, now));
        warnings.addAll(Warnings.ofQueue(depths));
        warnings.addAll(Warnings.ofCompaction(compaction));
        account.ifPresent(reading -> warnings.addAll(Warnings.ofAccount(reading, pools, now)));
        return warnings;
    }
}
