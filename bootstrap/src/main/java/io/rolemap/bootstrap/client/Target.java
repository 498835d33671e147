package io.rolemap.bootstrap.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where requests go and who sends them.
 *
 * @param server scheme, host, port and path if any, without a slash at the end
 */
record Target(String server, String org, ApiKey key) {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    /**
     * The address as it is used.
     *
     * @param source where it comes from, for the message when it can't be one
     * @param insecure whether a key may travel unencrypted to another machine
     */
    static String server(String address, String source, boolean insecure) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException noUri) {
            throw unusable(source);
        }
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean isPlain = scheme.equals("http");
        if (!(isPlain || scheme.equals("https"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw unusable(source);
        }
        if (isPlain && !insecure && !isLoopback(uri.getHost())) {
            throw Failure.of(
                    ExitStatus.CONFIGURATION,
                    "The key would travel unencrypted to another machine, where anybody on the way can read it. Use https,"
                            + " or say --insecure if the way is safe.");
        }
        return uri.toString().replaceFirst("/+$", "");
    }

    private static boolean isLoopback(String host) {
        if (host.startsWith("[")) {
            try {
                // A literal: no name service is asked.
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException noAddress) {
                return false;
            }
        }
        return host.equalsIgnoreCase("localhost") || LOOPBACK_V4.matcher(host).matches();
    }

    /** Without the value, in which a password may stand. */
    private static Failure unusable(String source) {
        return Failure.of(
                ExitStatus.CONFIGURATION,
                source + " must be an address like https://rolemap.example:8443, with a path if the API is below one.");
    }
}
