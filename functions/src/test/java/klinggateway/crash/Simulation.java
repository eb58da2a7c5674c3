package klinggateway.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import klinggateway.job.Job;

/**
 * A dozen orders of three keys, and at random everything that can come between: a seed replays exactly, because one thing
 * happens after the other on virtual time.
 */
final class Simulation {

    private static final int STEPS = 30;
    private static final int CONCURRENCY = 3;
    private static final List<String> KEYS = List.of("needy", "buyer", "doomed");
    private static final List<String> HOOKS = List.of(
            "",
            "",
            "",
            "",
            "[[sim:fail=risk]]",
            "[[sim:fail=silent]]",
            "[[sim:http=504-after-create]]",
            "[[sim:reset-after-create*1]]",
            "[[sim:http=503*2]]",
            "[[sim:code=1303*1]]",
            "[[sim:code=1301]]",
            "[[sim:code=1102*1]]",
            "[[sim:time=40m]]");

    private final Random random;
    private final List<String> orders = new ArrayList<>();
    /** What was ordered without a name, and may be again: Kling tells these apart by their ids. */
    private final List<Unnamed> unnamed = new ArrayList<>();

    private int orderNumber;

    private record Unnamed(String key, String body) {}

    private Simulation(long seed) {
        this.random = new Random(seed);
    }

    /** What does not hold in the run of this seed. */
    static List<String> broken(long seed, Bug bug) {
        return new Simulation(seed).run(seed, bug);
    }

    private List<String> run(long seed, Bug bug) {
        Random luck = new Random(~seed);
        boolean[] calm = {false};
        Wire.Plan plan = (number, request) -> calm[0] ? Optional.empty() : fault(luck, request);
        try (World world = new World(CONCURRENCY, bug, plan, seed)) {
            KEYS.forEach(key -> world.buyers.add(key, key.equals("needy") ? 700_000 : 20_000_000));
            world.onMeanwhile(() -> step(world));
            List<String> broken = new ArrayList<>();
            for (int i = 0; i < STEPS && broken.isEmpty(); i++) {
                step(world);
                broken.addAll(Invariants.broken(world, Snapshot.of(world)));
            }
            calm[0] = true;
            broken.addAll(Ending.of(world));
            return broken;
        }
    }

    private static Optional<Fault> fault(Random luck, String request) {
        List<Fault> faults = List.of(Fault.values());
        Fault fault = faults.get(luck.nextInt(faults.size()));
        return luck.nextInt(12) == 0 && fault.matters(request) ? Optional.of(fault) : Optional.empty();
    }

    private void step(World world) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> order(world);
            case 4, 5 -> world.pollAfter(Duration.ofSeconds(random.nextInt(120)));
            case 6 -> world.pollTwice();
            case 7 -> {
                world.pass(Duration.ofSeconds(random.nextInt(600)));
                world.sweep();
            }
            case 8 -> world.callback(random.nextInt(world.callbacks() + 1));
            default -> rare(world);
        }
    }

    private void rare(World world) {
        List<Job> jobs = Snapshot.of(world).jobs();
        switch (random.nextInt(9)) {
            case 0 -> world.buyers.revoke("doomed");
            case 4 -> world.skewClocks(Duration.ofSeconds(random.nextInt(30)));
            case 1 -> world.queue.lose();
            case 2, 3 -> world.compact();
            default -> {
                if (!jobs.isEmpty()) {
                    List<Job> inOrder = jobs.stream()
                            .sorted((a, b) -> a.id().text().compareTo(b.id().text()))
                            .toList();
                    world.cancel(inOrder.get(random.nextInt(inOrder.size())));
                }
            }
        }
    }

    private static boolean isToldById(String body) {
        return !body.contains("\"virtual-try-on\"") && !body.contains("\"text-to-speech\"");
    }

    /** A new order, or one that was sent before, as a caller sends it again who got no answer. */
    private void order(World world) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        if (!orders.isEmpty() && random.nextInt(4) == 0) {
            int again = random.nextInt(orders.size());
            world.order(KEYS.get(again % KEYS.size()), orders.get(again), Optional.of("order " + again));
            return;
        }
        if (!unnamed.isEmpty() && random.nextInt(4) == 0) {
            Unnamed again = unnamed.get(random.nextInt(unnamed.size()));
            world.order(again.key(), again.body(), Optional.empty());
            return;
        }
        int number = orderNumber++;
        String hook = HOOKS.get(random.nextInt(HOOKS.size()));
        String body = switch (random.nextInt(6)) {
            case 0 -> Scenarios.imageBody(number, hook);
            case 1 -> Scenarios.tryOnBody(number, hook);
            case 2 -> Scenarios.speechBody(number);
            default -> Scenarios.videoBody(number, hook);
        };
        if (random.nextBoolean()) {
            if (isToldById(body)) {
                unnamed.add(new Unnamed(key, body));
            }
            world.order(key, body, Optional.empty());
        } else {
            int place = orders.size();
            orders.add(body);
            world.order(KEYS.get(place % KEYS.size()), body, Optional.of("order " + place));
        }
    }
}
