package klinggateway.webhook;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the public internet from all others (IANA's registries of special-purpose addresses, RFC 6890). Of IPv6
 * only 2000::/3 is public, and what embeds an IPv4 address is refused whatever that is: whoever is really there has one of
 * their own.
 */
final class PublicAddresses {

    private static final List<Network> PRIVATE_4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // carriers' NAT, and AWS inside
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12",
            "192.0.0.0/24", // protocol assignments, and Oracle's metadata
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16",
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final Network PUBLIC_6 = Network.of("2000::/3");

    private static final List<Network> PRIVATE_6 = networks(
            "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private PublicAddresses() {}

    /** Java has made an IPv4 address of an IPv4-mapped one already. */
    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return PRIVATE_4.stream().noneMatch(network -> network.has(address));
        }
        return PUBLIC_6.has(address) && PRIVATE_6.stream().noneMatch(network -> network.has(address));
    }

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream().map(Network::of).toList();
    }

    private record Network(BigInteger address, int bits, int width) {

        static Network of(String text) {
            int slash = text.indexOf('/');
            byte[] bytes = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            return new Network(new BigInteger(1, bytes), Integer.parseInt(text.substring(slash + 1)), bytes.length * 8);
        }

        boolean has(InetAddress other) {
            return new BigInteger(1, other.getAddress())
                            .xor(address)
                            .shiftRight(width - bits)
                            .signum()
                    == 0;
        }
    }
}
