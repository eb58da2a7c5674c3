package klinggateway.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Plays a story once for every request it sends and everything that can happen to a request. */
final class Matrix {

    private static final long SEED = 1;
    private static final long BUDGET = 2_000_000;

    private final Scenario scenario;
    private final Bug bug;
    private final List<String> broken = new ArrayList<>();
    private int played;

    Matrix(Scenario scenario, Bug bug) {
        this.scenario = scenario;
        this.bug = bug;
    }

    /** How often the story was played with something happening to a request. */
    int played() {
        return played;
    }

    /** What does not hold in which run. */
    List<String> broken(List<Fault> faults) {
        play(faults, () -> false);
        return broken;
    }

    /** Whether this does not hold in some run; those after it are not played. */
    boolean finds(String symptom, List<Fault> faults) {
        BooleanSupplier isFound = () -> broken.stream().anyMatch(what -> what.contains(symptom));
        play(faults, isFound);
        return isFound.getAsBoolean();
    }

    private void play(List<Fault> faults, BooleanSupplier isEnough) {
        List<String> requests = play(Wire.Plan.NOTHING, "undisturbed");
        for (int i = 0; i < requests.size(); i++) {
            for (Fault fault : faults) {
                if (fault.matters(requests.get(i)) && !isEnough.getAsBoolean()) {
                    int strike = i;
                    play(
                            (number, request) -> number == strike ? Optional.of(fault) : Optional.empty(),
                            fault + " at " + i + ", " + requests.get(i));
                    played++;
                }
            }
        }
    }

    /** The requests of the story itself, without what time does afterwards. */
    private List<String> play(Wire.Plan plan, String name) {
        try (World world = new World(scenario.concurrency(), bug, plan, SEED)) {
            world.buyers.add(Scenarios.BUYER, BUDGET);
            world.onMeanwhile(() -> {
                world.callback(0);
                world.poll();
                world.sweep();
            });
            scenario.story().play(world);
            List<String> requests = world.wire.requests();
            for (String what : Ending.of(world)) {
                broken.add(scenario + ", " + name + ": " + what);
            }
            if (world.isRolledUp()) {
                Fold.broken(world).forEach(what -> broken.add(scenario + ", " + name + ": " + what));
            }
            if (!requests.stream().anyMatch(Matrix::mayFail)) {
                world.errors.forEach(error -> broken.add(scenario + ", " + name + ": " + error));
            }
            return requests;
        }
    }

    /** Whether an invocation may say that it failed because a request did. */
    private static boolean mayFail(String request) {
        return request.contains(Fault.THROTTLED.name()) || request.contains(Fault.LOST_ANSWER.name());
    }
}
