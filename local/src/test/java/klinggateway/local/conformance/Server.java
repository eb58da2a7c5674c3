package klinggateway.local.conformance;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Something that claims to be Kling.
 *
 * @param name {@code emulator} or {@code facade}, as in the cases
 * @param accounts by their names in the cases: {@code plenty} has all it needs, {@code rich} is asked for its packs, {@code poor} has not
 *     enough for anything, {@code narrow} may make only one thing at a time. The gateway has more, one for each way in which a key can be
 *     refused
 */
record Server(String name, Map<String, Account> accounts) {

    Server {
        accounts = Map.copyOf(accounts);
    }

    /** A caller: the host it was told, the static key, and the pair that tokens are signed with. */
    record Account(URI host, String apiKey, String accessKey, String secretKey) {}

    Account account(String account) {
        return Optional.ofNullable(accounts.get(account))
                .orElseThrow(() -> new IllegalArgumentException(name + " has no account " + account));
    }
}
