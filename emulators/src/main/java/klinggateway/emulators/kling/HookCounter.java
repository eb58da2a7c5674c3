package klinggateway.emulators.kling;

import java.util.HashMap;
import java.util.Map;

/** Remembers how often a counted hook has struck, per external id or prompt. */
final class HookCounter {
    private final Map<String, Integer> strikes = new HashMap<>();

    synchronized Hooks due(Hooks hooks, String key) {
        return hooks.only(hook -> hook.times()
                .map(times -> strikes.merge(key + "\n" + hook, 1, Integer::sum) <= times)
                .orElse(true));
    }
}
