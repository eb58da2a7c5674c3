package klinggateway.advice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.advice.History.UnusedKey;
import klinggateway.link.Link;

/** Keys that may spend money and that nothing was ordered with. */
final class UnusedKeys implements Rule {

    private static final String WORD = "unusedKeys";
    private static final int TOLD = 50;

    @Override
    public List<Advice> in(History history) {
        List<UnusedKey> keys =
                history.account().map(History.Account::unusedKeys).orElse(List.of());
        return keys.isEmpty() ? List.of() : List.of(advice(history, keys));
    }

    private static Advice advice(History history, List<UnusedKey> keys) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("keys", keys.size());
        evidence.put("ids", keys.stream().limit(TOLD).map(UnusedKey::id).toList());
        evidence.put("names", keys.stream().limit(TOLD).map(UnusedKey::name).toList());
        evidence.put("unusedSince", history.from().toString());
        return new Advice(
                WORD,
                WORD,
                "Unused keys",
                keys.size() + (keys.size() == 1 ? " key" : " keys")
                        + " may order, and nothing was ordered with since " + Words.day(history.from())
                        + ". A key that nobody needs can only be stolen: revoke what is not used for looking alone.",
                Optional.empty(),
                evidence,
                Link.view("keys").text());
    }
}
