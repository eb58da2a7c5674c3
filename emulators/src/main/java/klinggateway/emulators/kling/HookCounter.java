package klinggateway.emulators.kling;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.kling.Hooks.Hook;

/** Remembers how often a counted hook has struck, per external id or prompt. */
final class HookCounter {
    private final Map<String, Integer> strikes = new HashMap<>();

    /** The hooks that strike this create; one that stops it spares the counts of those that come after it. */
    synchronized Hooks due(Hooks hooks, String key) {
        Hooks due = hooks.only(hook -> hook.times()
                .map(times -> strikes.getOrDefault(key + "\n" + hook, 0) < times)
                .orElse(true));
        Optional<Hook> stopping = due.all().stream().filter(Hook::stopsCreating).findFirst();
        Hooks striking = due.only(hook ->
                stopping.isEmpty() || hook.equals(stopping.get()) || hook.name().equals("slow"));
        striking.all().stream()
                .filter(hook -> hook.times().isPresent())
                .forEach(hook -> strikes.merge(key + "\n" + hook, 1, Integer::sum));
        return striking;
    }
}
