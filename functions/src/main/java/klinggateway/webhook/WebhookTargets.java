package klinggateway.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import klinggateway.job.JobState;
import klinggateway.keys.WebhookSecrets;

/**
 * Where webhooks may be: at addresses of the public internet, by https. What a URL shows is checked here, when it is ordered and
 * again before each attempt; what its name leads to, when it is connected to, by {@link #reachable}.
 */
public enum WebhookTargets {
    /** Public hosts by https, at the ports 443 and 8443. */
    PUBLIC,
    /** Everything, for one machine. */
    ANY;

    private static final int LONGEST = 2048;
    private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);
    /** What no resolver of the public knows, or should. */
    private static final List<String> PRIVATE_NAMES =
            List.of(".localhost", ".localdomain", ".internal", ".local", ".home.arpa", ".intranet", ".lan", ".corp");

    /** Browsers take a name that ends so for an IPv4 address in some notation, and resolvers may. */
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LONGEST_NAME = 253;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    /**
     * What is wrong with an order's webhook, for its caller; empty if it can be taken on.
     *
     * @param keyId of the key that orders
     */
    public Optional<String> refusal(String url, String keyId) {
        return WebhookSecrets.hasOne(keyId)
                ? refusal(url)
                : Optional.of("needs a key made by POST /api/keys: the bootstrap key has no secret to sign with");
    }

    /** What is wrong with the URL; empty if it may be connected to, wherever its name leads. */
    public Optional<String> refusal(String url) {
        if (url.length() > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters");
        }
        if (!VISIBLE.matcher(url).matches() || url.contains("\\")) {
            return Optional.of("must have visible ASCII characters only, and no backslash");
        }
        try {
            return refusal(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL such as https://example.com/hook");
        }
    }

    private Optional<String> refusal(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(this == ANY && scheme.equals("http"))) {
            return Optional.of("must begin with https://");
        }
        String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty()) {
            return Optional.of("must have the name of a host, in letters, digits, hyphens and dots");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("must have no user or password");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("must have no fragment");
        }
        if (this == ANY) {
            return Optional.empty();
        }
        if (!PORTS.contains(uri.getPort())) {
            return Optional.of("must be at port 443 or 8443");
        }
        return isPublicHost(host) ? Optional.empty() : Optional.of("must be at a host of the public internet");
    }

    private static boolean isPublicHost(String host) {
        if (host.startsWith("[")) {
            return !host.contains("%") && PublicAddresses.isPublic(InetAddress.ofLiteral(unwrapped(host)));
        }
        if (NUMERIC_END.matcher(host).matches()) {
            return IPV4.matcher(host).matches() && PublicAddresses.isPublic(InetAddress.ofLiteral(host));
        }
        return host.length() <= LONGEST_NAME
                && NAME.matcher(host).matches()
                && PRIVATE_NAMES.stream().noneMatch(host::endsWith);
    }

    private static String unwrapped(String host) {
        return host.substring(1, host.length() - 1);
    }

    /** Those of a host's addresses that may be connected to, in the same order. */
    public List<InetAddress> reachable(InetAddress[] addresses) {
        List<InetAddress> reachable = new ArrayList<>();
        for (InetAddress address : addresses) {
            if (this == ANY || PublicAddresses.isPublic(address)) {
                reachable.add(address);
            }
        }
        return reachable;
    }

    /** The words of all events there are. */
    public static List<String> events() {
        return List.of(
                        JobState.SUBMITTED,
                        JobState.PROCESSING,
                        JobState.SUCCEEDED,
                        JobState.FAILED,
                        JobState.CANCELED,
                        JobState.EXPIRED)
                .stream()
                .map(JobState::word)
                .toList();
    }
}
