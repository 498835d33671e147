package io.rolemap.adapters.http.shared.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be wrong with a request, or with the server. The names are part of the API and never change. */
public enum ProblemType {
    /** The request is not what HTTP or JSON says it should be. */
    MALFORMED_REQUEST(400, "Malformed request"),
    /** Nobody is known to have sent the request. */
    UNAUTHENTICATED(401, "Not authenticated"),
    /** Whoever sent the request may not do that. */
    FORBIDDEN(403, "Not allowed"),
    /** The organisation has no such connection. */
    CONNECTION_NOT_FOUND(404, "No such connection"),
    /** The connection has no such mapping. */
    MAPPING_NOT_FOUND(404, "No such mapping"),
    /** The organisation's role catalogue has no such role. */
    ROLE_NOT_FOUND(404, "No such role"),
    /** The organisation has no such API key. */
    API_KEY_NOT_FOUND(404, "No such API key"),
    /** Nothing is at this path. */
    NOT_FOUND(404, "Not found"),
    /** Something is at this path, but it doesn't know the method. */
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /** The client accepts no media type that the answer could have. */
    NOT_ACCEPTABLE(406, "Not acceptable"),
    /** The request was not sent completely in time. */
    REQUEST_TIMEOUT(408, "Request took too long"),
    /** The connection maps this group already. */
    GROUP_ALREADY_MAPPED(409, "Group already mapped"),
    /** Another connection has the provider key. */
    PROVIDER_KEY_IN_USE(409, "Provider key in use"),
    /** Another connection of the organisation has the id. */
    CONNECTION_ID_IN_USE(409, "Connection id in use"),
    /** A role that is to be deleted is still granted by mappings or as a default. */
    ROLE_IN_USE(409, "Role in use"),
    /** Whether the groups of mappings were seen is asked about a time in which nobody looked. */
    GROUPS_NOT_OBSERVED(409, "Groups not observed"),
    /** What is to be changed is not in the state that the request names. */
    PRECONDITION_FAILED(412, "Precondition failed"),
    /** The body is too large. */
    CONTENT_TOO_LARGE(413, "Body too large"),
    /** The request line is too long. */
    URI_TOO_LONG(414, "URI too long"),
    /** The body is not JSON, or compressed. */
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    /** An {@code Expect} field asks for something unknown. */
    EXPECTATION_FAILED(417, "Expectation failed"),
    /** The values in the body are not what they have to be. */
    INVALID_REQUEST(422, "Invalid values"),
    /** The organisation has a role catalogue, and a role that is to be granted is not in it. */
    UNKNOWN_ROLE(422, "Unknown role"),
    /** The identity provider left groups out: there were too many. */
    GROUPS_OVERAGE(422, "Groups left out"),
    /** The header section is too large. */
    HEADER_FIELDS_TOO_LARGE(431, "Header too large"),
    /** Too many requests in too short a time. */
    TOO_MANY_REQUESTS(429, "Too many requests"),
    /** A fault of the server. */
    INTERNAL(500, "Internal error"),
    /** The server doesn't know this part of HTTP. */
    NOT_IMPLEMENTED(501, "Not implemented"),
    /** The storage can't be reached, or the server has too much to do. */
    UNAVAILABLE(503, "Unavailable"),
    /** The server doesn't know this version of HTTP. */
    HTTP_VERSION_NOT_SUPPORTED(505, "HTTP version not supported");

    private final int status;
    private final String title;
    private final String uri;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.uri = "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The status code of answers of this type. */
    public int status() {
        return status;
    }

    /** The type in words. */
    public String title() {
        return title;
    }

    /** The relative URI that identifies the type: {@code /problems/group-already-mapped}. */
    public String uri() {
        return uri;
    }

    /** The type as a code: {@code GROUP_ALREADY_MAPPED}. */
    public String code() {
        return name();
    }

    /** The general type for a status code that HTTP itself brings about; empty when no type has that status. */
    public static Optional<ProblemType> ofHttp(int status) {
        if (status == NOT_FOUND.status) {
            return Optional.of(NOT_FOUND);
        }
        return Arrays.stream(values()).filter(type -> type.status == status).findFirst();
    }
}
