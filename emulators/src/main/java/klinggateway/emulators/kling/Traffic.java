package klinggateway.emulators.kling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts requests, and hands out the misbehaviour that a test has planned for them. */
final class Traffic {
    private final Map<String, Long> counts = new HashMap<>();
    private final List<Misbehaviour> planned = new ArrayList<>();

    synchronized void plan(Misbehaviour misbehaviour) {
        planned.add(misbehaviour);
    }

    /** The first plan that fits is used up by one. */
    synchronized Hooks arrived(String methodAndPath) {
        counts.merge(methodAndPath, 1L, Long::sum);
        for (int i = 0; i < planned.size(); i++) {
            Misbehaviour plan = planned.get(i);
            if (methodAndPath.startsWith(plan.requests())) {
                if (plan.times() == 1) {
                    planned.remove(i);
                } else {
                    planned.set(i, plan.times(plan.times() - 1));
                }
                return plan.hooks();
            }
        }
        return Hooks.NONE;
    }

    synchronized long count(String methodAndPathPrefix) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(methodAndPathPrefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
