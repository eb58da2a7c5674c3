package klinggateway.local.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import klinggateway.job.Budgets.Account;
import klinggateway.keys.Key;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.local.sample.SampleFile.Team;

/** Makes keys for teams. Their digests are no secret's, so nobody can use them. */
final class SampleKeys {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int DIGEST_LENGTH = 32;

    private final Instant oldest;
    private final Instant now;
    private final Random random;

    /** @param oldest what no key is younger than */
    SampleKeys(Instant oldest, Instant now, Random random) {
        this.oldest = oldest;
        this.now = now;
        this.random = random;
    }

    Key make(Team team) {
        StringBuilder id = new StringBuilder();
        random.ints(ID_LENGTH, 0, DIGITS.length()).forEach(digit -> id.append(DIGITS.charAt(digit)));
        byte[] digest = new byte[DIGEST_LENGTH];
        random.nextBytes(digest);
        return Key.create(
                id.toString(),
                team.name(),
                HexFormat.of().formatHex(digest),
                Set.of(Scope.GENERATE, Scope.READ, Scope.USAGE),
                oldest.minus(Duration.ofMinutes(30 + random.nextInt(20_000))).truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                Policy.OPEN);
    }

    /** The key with a budget that fits what it has spent. */
    Key budgeted(Key key, Team team, Budgets budgets) {
        return team.budget()
                .map(multiple -> withBudget(key, round(multiple * mostSpent(key, budgets))))
                .orElse(key);
    }

    private long mostSpent(Key key, Budgets budgets) {
        List<Account> months = Stream.iterate(
                        oldest,
                        month -> month.isBefore(now.plus(31, ChronoUnit.DAYS)),
                        month -> month.atZone(ZoneOffset.UTC).plusMonths(1).toInstant())
                .map(month -> new Account(key.id(), key.policy().month(month)))
                .toList();
        return budgets.find(months).stream()
                .mapToLong(Budget::spentMicroUsd)
                .max()
                .orElse(0);
    }

    /** To dollars that people would name: two digits and zeros, at least ten. */
    private static long round(double microUsd) {
        double dollars = Math.max(10, microUsd / 1_000_000);
        double unit = Math.pow(10, Math.floor(Math.log10(dollars)) - 1);
        return Math.round(Math.ceil(dollars / unit) * unit) * 1_000_000;
    }

    private static Key withBudget(Key key, long monthlyMicroUsd) {
        Policy policy = new Policy(
                Optional.of(monthlyMicroUsd),
                Optional.empty(),
                Policy.OPEN.zone(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Policy.OPEN.queuedJobs());
        return Key.create(key.id(), key.name(), key.digest(), key.scopes(), key.createdAt(), key.expiresAt(), policy);
    }
}
