package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The account's resource packs; the one that expires first is used up first. */
final class Packs {
    private static final int ID_LENGTH = 20;

    private final List<Pack> packs;

    private Packs(List<Pack> packs) {
        this.packs = new ArrayList<>(packs);
        this.packs.sort(Comparator.comparing(Pack::expiresAt).thenComparing(Pack::id));
    }

    /** A pack that an earlier process has bought under the same name is not bought again. */
    static Packs bought(AccountStore store, List<ResourcePack> wanted, Instant now) {
        List<Pack> earlier = store.packs();
        List<Pack> all = new ArrayList<>(earlier);
        for (ResourcePack pack : wanted) {
            if (earlier.stream().noneMatch(known -> known.name().equals(pack.name()))) {
                Pack bought = Pack.bought(idOf(pack, all.size()), pack, now);
                all.add(bought);
                store.put(bought);
            }
        }
        return new Packs(all);
    }

    private static String idOf(ResourcePack pack, int number) {
        byte[] source = (pack.name() + "\n" + number).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(source).toString().replace("-", "").substring(0, ID_LENGTH);
    }

    /** Takes a withdrawal of an earlier process into account. */
    void replay(Deduction deduction) {
        Pack pack = get(deduction.packId());
        packs.set(packs.indexOf(pack), pack.without(deduction.amount()));
    }

    List<Pack> all() {
        return List.copyOf(packs);
    }

    Pack get(String id) {
        return packs.stream()
                .filter(pack -> pack.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the account has no pack " + id));
    }

    BigDecimal available(ProductType type, Instant now) {
        return packs.stream()
                .filter(pack -> pack.type() == type && pack.isActive(now))
                .map(Pack::remaining)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Of several packs the highest concurrency counts, not the sum: docs/kling.md, Concurrency. */
    int concurrency(ProductType type, Instant now) {
        return packs.stream()
                .filter(pack -> pack.type() == type && pack.isActive(now))
                .mapToInt(Pack::concurrency)
                .max()
                .orElse(0);
    }

    /** Takes units out, from expired packs last: a pack may expire while a task that was let in on it runs. */
    List<Deduction> withdraw(Task task, Instant at) {
        List<Deduction> deductions = new ArrayList<>();
        BigDecimal owed = task.order().units();
        List<Pack> activeFirst = packs.stream()
                .filter(pack -> pack.type() == task.product().type())
                .sorted(Comparator.comparing(pack -> !pack.isActive(at)))
                .toList();
        for (Pack pack : activeFirst) {
            BigDecimal amount = owed.min(pack.remaining());
            if (amount.signum() > 0) {
                deductions.add(new Deduction(task.id(), pack.id(), pack.remaining(), amount, at));
                packs.set(packs.indexOf(pack), pack.without(amount));
                owed = owed.subtract(amount);
            }
        }
        if (owed.signum() > 0) {
            throw new IllegalStateException("task " + task.id() + " was let in without cover, " + owed + " missing");
        }
        return deductions;
    }
}
