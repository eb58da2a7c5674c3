package klinggateway.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name, or takes an address, once, and hands on what may be connected to: the connector gets these very addresses and
 * asks nobody else, so a name cannot lead elsewhere between the check and the connection.
 */
final class GuardedResolver implements DnsResolver {

    private final WebhookTargets targets;
    private final DnsResolver names;

    GuardedResolver(WebhookTargets targets, DnsResolver names) {
        this.targets = targets;
        this.names = names;
    }

    /** None of the host's addresses is public. */
    static final class PrivateHostException extends UnknownHostException {

        private static final long serialVersionUID = 1;

        PrivateHostException() {
            super("not a host of the public internet");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] reachable = targets.reachable(names.resolve(host)).toArray(InetAddress[]::new);
        if (reachable.length == 0) {
            throw new PrivateHostException();
        }
        return reachable;
    }

    /** The name as it is: the real one would ask again. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
