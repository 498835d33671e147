package io.rolemap.bootstrap;

/**
 * Where the server listens.
 *
 * @param host as it was configured, an IPv6 address without brackets
 * @param port the true one, also where a free one was asked for
 */
record Address(String host, int port) {

    /** For the log and for people: the address that was bound. */
    String url() {
        return "http://" + authority(host) + ":" + port;
    }

    /** For a client on this machine: the loopback address where every address of the machine was bound. */
    String localUrl() {
        String reachable = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "0:0:0:0:0:0:0:0" -> "::1";
            default -> host;
        };
        return "http://" + authority(reachable) + ":" + port;
    }

    /** RFC 3986, section 3.2.2, and RFC 6874 for the zone of a link-local address. */
    private static String authority(String host) {
        return host.contains(":") ? "[" + host.replace("%", "%25") + "]" : host;
    }
}
