package io.rolemap.bootstrap;

import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.bootstrap.client.ClientCommands;
import io.rolemap.domain.shared.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the settings from environment variables, and finds all mistakes in them rather than the first. No sentence
 * about a mistake contains a value, since any variable may hold a secret that was meant for another.
 */
final class SettingsReader {

    static final int MIN_OPERATOR_KEY_LENGTH = 32;
    /** A longer key could not be presented: servers limit the size of a request's header. */
    static final int MAX_OPERATOR_KEY_LENGTH = 4096;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_REQUESTS_PER_SECOND = 1_000_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,7}");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252}[A-Za-z0-9_.])?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4_ADDRESS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]*");

    /**
     * What Kubernetes puts into each container for a service that is called {@code rolemap}, or begins with it, in the
     * same namespace. Nobody set these, so they are no mistakes.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "ROLEMAP_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** For the commands that ask a server: whoever uses those may have set them where the server starts, too. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            ClientCommands.SERVER,
            ClientCommands.API_KEY,
            ClientCommands.API_KEY_FILE,
            ClientCommands.ORG,
            ClientCommands.CONNECTION);

    private final Map<String, String> environment;
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final List<String> mistakes = new ArrayList<>();

    private SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    static Configuration read(Map<String, String> environment) {
        return new SettingsReader(environment).read();
    }

    private Configuration read() {
        for (Setting setting : Setting.values()) {
            find(setting).ifPresent(value -> values.put(setting, value));
        }
        String host = host();
        int port = wholeNumber(Setting.HTTP_PORT, 0, MAX_PORT, "; 0 takes a free port.")
                .orElse(0);
        Optional<DatabaseSettings> database = database();
        Optional<Secret> operatorKey = operatorKey();
        LogFormat format = oneOf(Setting.LOG_FORMAT, LogFormat.values(), LogFormat.TEXT);
        LogLevel level = oneOf(Setting.LOG_LEVEL, LogLevel.values(), LogLevel.INFO);
        OptionalInt limit =
                wholeNumber(Setting.REQUESTS_PER_SECOND, 1, MAX_REQUESTS_PER_SECOND, "; for no limit, don't set it.");
        refuseUnknownNames();
        if (!mistakes.isEmpty()) {
            return new Configuration.Invalid(mistakes);
        }
        return new Configuration.Valid(
                new Settings(host, port, database.orElseThrow(), operatorKey, format, level, limit));
    }

    /** The value that is set, or the default; empty when there is neither or a mistake. */
    private Optional<String> find(Setting setting) {
        String value = environment.get(setting.variable());
        String path = setting.isSecret() ? environment.get(setting.fileVariable()) : null;
        if (value != null && path != null) {
            mistakes.add(setting.variable() + " and " + setting.fileVariable()
                    + " are both set; unset one of them, so that it is clear which counts.");
            return Optional.empty();
        }
        if (path != null) {
            return fromFile(setting, path);
        }
        if (value == null) {
            return setting.defaultValue();
        }
        if (value.isEmpty() && !setting.mayBeEmpty()) {
            mistakes.add(setting.variable() + " is set but empty; give it a value or unset it.");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private Optional<String> fromFile(Setting setting, String path) {
        String variable = setting.fileVariable();
        if (path.isEmpty()) {
            mistakes.add(variable + " is set but empty; give it the path of a file or unset it.");
            return Optional.empty();
        }
        try {
            String content = SecretFile.read(path);
            if (content.isEmpty() && !setting.mayBeEmpty()) {
                mistakes.add(variable + " names a file that is empty; write the secret into it.");
                return Optional.empty();
            }
            return Optional.of(content);
        } catch (SecretFile.UnusableException unusable) {
            mistakes.add(variable + " " + unusable.getMessage());
            return Optional.empty();
        }
    }

    private String host() {
        String host = values.getOrDefault(Setting.HTTP_HOST, "");
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        boolean valid = host.contains(":")
                ? isIpv6Address(host)
                : DIGITS_AND_DOTS.matcher(host).matches()
                        ? IPV4_ADDRESS.matcher(host).matches()
                        : HOST_NAME.matcher(host).matches();
        if (values.containsKey(Setting.HTTP_HOST) && !valid) {
            mistakes.add(Setting.HTTP_HOST.variable()
                    + " must be a host name or an IP address and nothing else; the port belongs in "
                    + Setting.HTTP_PORT.variable() + ".");
        }
        return host;
    }

    private static boolean isIpv6Address(String host) {
        try {
            // No name service is asked, since no host name contains a colon.
            return InetAddress.getByName(host) != null;
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private Optional<DatabaseSettings> database() {
        if (!values.containsKey(Setting.DATABASE_URL)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DatabaseSettings(
                    values.get(Setting.DATABASE_URL),
                    values.getOrDefault(Setting.DATABASE_USER, ""),
                    values.getOrDefault(Setting.DATABASE_PASSWORD, "")));
        } catch (InvalidValueException unsupported) {
            mistakes.add(Setting.DATABASE_URL.variable() + " " + unsupported.rule() + ".");
            return Optional.empty();
        }
    }

    private Optional<Secret> operatorKey() {
        Optional<String> key = Optional.ofNullable(values.get(Setting.OPERATOR_KEY));
        key.ifPresent(text -> {
            String name = environment.containsKey(Setting.OPERATOR_KEY.variable())
                    ? Setting.OPERATOR_KEY.variable()
                    : "The content of the file that " + Setting.OPERATOR_KEY.fileVariable() + " names";
            if (!VISIBLE_ASCII.matcher(text).matches()) {
                mistakes.add(name + " must be visible ASCII characters only, without spaces and line breaks.");
            }
            if (text.length() < MIN_OPERATOR_KEY_LENGTH) {
                mistakes.add(name + " must have at least " + MIN_OPERATOR_KEY_LENGTH
                        + " characters; 'openssl rand -hex 32' makes a good one.");
            }
            if (text.length() > MAX_OPERATOR_KEY_LENGTH) {
                mistakes.add(name + " must have at most " + MAX_OPERATOR_KEY_LENGTH
                        + " characters, or it would not fit in the header of a request.");
            }
        });
        return key.map(Secret::new);
    }

    private OptionalInt wholeNumber(Setting setting, int least, int most, String advice) {
        String text = values.get(setting);
        if (text == null) {
            return OptionalInt.empty();
        }
        // ASCII digits only: Integer.parseInt takes a plus sign and the digits of every script.
        if (DIGITS.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        }
        mistakes.add(setting.variable() + " must be a whole number from " + least + " to " + most + advice);
        return OptionalInt.empty();
    }

    private <E extends Enum<E>> E oneOf(Setting setting, E[] choices, E otherwise) {
        String text = values.get(setting);
        if (text == null) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E choice : choices) {
            String name = choice.name().toLowerCase(Locale.ROOT);
            if (name.equals(text.toLowerCase(Locale.ROOT))) {
                return choice;
            }
            names.add(name);
        }
        mistakes.add(setting.variable() + " must be one of " + String.join(", ", names) + ".");
        return otherwise;
    }

    private void refuseUnknownNames() {
        List<String> known = Setting.allVariables();
        for (String name : new TreeSet<>(environment.keySet())) {
            boolean ours = name.toUpperCase(Locale.ROOT).startsWith(Setting.PREFIX);
            if (ours && !known.contains(name) && !OF_THE_CLIENT.contains(name) && !isServiceLink(name)) {
                mistakes.add(printable(name) + " is not a setting; did you mean "
                        + NearestName.of(name.toUpperCase(Locale.ROOT), known) + "?");
            }
        }
    }

    private boolean isServiceLink(String name) {
        return environment.containsKey("KUBERNETES_SERVICE_HOST")
                && SERVICE_LINK.matcher(name).matches();
    }

    /** The name of a variable may contain anything but an equals sign: also what would forge a line of output. */
    private static String printable(String name) {
        String safe = name.replaceAll("[^\\x21-\\x7e]", "?");
        return safe.length() <= 80 ? safe : safe.substring(0, 80) + "...";
    }
}
