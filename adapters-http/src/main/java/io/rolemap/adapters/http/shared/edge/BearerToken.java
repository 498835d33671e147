package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code Authorization} fields of a request say (RFC 9110, section 11.6.2; RFC 6750, section 2.1).
 *
 * @param sent whether there are bearer credentials of any form
 * @param token the token; empty when none was sent or what was sent can't be one
 */
public record BearerToken(boolean sent, Optional<String> token) {

    /** What a caller is asked for who sent no token (RFC 6750, section 3). */
    public static final String CHALLENGE = "Bearer realm=\"rolemap\"";

    static final String CHALLENGE_FIELD = "WWW-Authenticate";
    static final String INVALID = CHALLENGE + ", error=\"invalid_token\"";

    private static final String SCHEME = "Bearer";
    private static final Pattern PARAMETER =
            Pattern.compile("\\G[ ,]*(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+) *= *(\"(?:[^\"\\\\]|\\\\.)*\"|[^\" ,]+)");

    /** Reads the fields of a request. */
    public static BearerToken of(Context ctx) {
        return of(Collections.list(ctx.req().getHeaders("Authorization")));
    }

    /** What whoever sent this, and is not known by it, is asked for. */
    public String challenge() {
        return sent ? INVALID : CHALLENGE;
    }

    /** Whether this asks for a bearer token. */
    static boolean isChallenge(String challenge) {
        return challenge.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (challenge.length() == SCHEME.length() || challenge.charAt(SCHEME.length()) == ' ');
    }

    /** This challenge, to somebody who is known and may not do what was asked for (RFC 6750, section 3.1). */
    static String insufficient(String challenge) {
        List<String> parameters = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(challenge).region(SCHEME.length(), challenge.length());
        while (parameter.find()) {
            if (!parameter.group("name").toLowerCase(Locale.ROOT).startsWith("error")) {
                parameters.add(parameter.group().replaceFirst("^[ ,]+", ""));
            }
        }
        parameters.add("error=\"insufficient_scope\"");
        return SCHEME + " " + String.join(", ", parameters);
    }

    /** Reads the fields. More than one can't be trusted to mean the same to everybody on the way, and is no token. */
    static BearerToken of(List<String> authorizationFields) {
        if (authorizationFields.size() > 1) {
            return new BearerToken(true, Optional.empty());
        }
        return authorizationFields.stream().findFirst().map(BearerToken::of).orElseGet(BearerToken::none);
    }

    private static BearerToken of(String field) {
        if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return none();
        }
        String rest = field.substring(SCHEME.length());
        if (rest.isBlank() || rest.charAt(0) != ' ') {
            return none();
        }
        String token = rest.stripLeading();
        // Wider than RFC 6750's b64token: an operator may choose any visible characters for a key.
        return new BearerToken(true, isVisible(token) ? Optional.of(token) : Optional.empty());
    }

    private static boolean isVisible(String token) {
        for (int index = 0; index < token.length(); index++) {
            if (token.charAt(index) <= ' ' || token.charAt(index) > '~') {
                return false;
            }
        }
        return true;
    }

    private static BearerToken none() {
        return new BearerToken(false, Optional.empty());
    }
}
