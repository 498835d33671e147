package io.rolemap.adapters.http.shared.edge;

import java.util.Map;

/** What every answer carries: nothing of it is to be kept by anybody on the way, or taken for another type. */
final class CommonHeaders {

    static final Map<String, String> NAMES_AND_VALUES =
            Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    private CommonHeaders() {}
}
