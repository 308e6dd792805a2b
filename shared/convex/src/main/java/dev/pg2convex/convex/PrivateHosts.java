package dev.pg2convex.convex;

import java.util.List;
import java.util.regex.Pattern;

/** Hosts that are reached without crossing the open Internet, by their names alone: nothing is looked up. */
final class PrivateHosts {
    /** Addresses of RFC 1918, RFC 3927, RFC 6598 and RFC 4193, of which a URL has the form. */
    private static final List<Pattern> ADDRESSES = List.of(Pattern.compile("10(\\.\\d+){3}"), Pattern.compile("192\\.168(\\.\\d+){2}"),
            Pattern.compile("172\\.(1[6-9]|2\\d|3[01])(\\.\\d+){2}"), Pattern.compile("169\\.254(\\.\\d+){2}"),
            Pattern.compile("100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])(\\.\\d+){2}"), Pattern.compile("\\[(f[cd]|fe[89ab]).*"));

    private static final List<String> DOMAINS = List.of(".local", ".internal", ".lan", ".home.arpa");

    private PrivateHosts() {}

    static boolean includes(String host) {
        boolean oneLabel = host.indexOf('.') < 0 && !host.startsWith("["); // of a container network
        return isLoopback(host) || oneLabel || DOMAINS.stream().anyMatch(host::endsWith)
                || ADDRESSES.stream().anyMatch(address -> address.matcher(host).matches());
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.matches("127(\\.\\d+){3}") || host.equals("[::1]");
    }
}
