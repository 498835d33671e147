package io.rolemap.adapters.http.shared.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Content types and {@code Accept} fields (RFC 9110, sections 8.3 and 12.5.1). */
final class MediaTypes {

    private MediaTypes() {}

    /** Whether a body of this content type is JSON in UTF-8. */
    static boolean isJson(String contentType) {
        if (contentType.equals(Answer.JSON)) {
            return true;
        }
        List<String> parts = split(contentType, ';');
        if (!parts.get(0).strip().equalsIgnoreCase(Answer.JSON)) {
            return false;
        }
        return parts.stream()
                .skip(1)
                .map(Parameter::of)
                .allMatch(parameter ->
                        !parameter.name().equals("charset") || parameter.value().equalsIgnoreCase("utf-8"));
    }

    /**
     * Whether a client that sent these {@code Accept} fields takes an answer of this type. The most specific range that
     * matches decides (RFC 9110, section 12.5.1); parameters of ranges other than {@code q} are ignored, as are elements
     * that are no ranges. No field, and only empty ones, accept everything.
     */
    static boolean accepts(List<String> acceptFields, String mediaType) {
        if (acceptFields.isEmpty()
                || (acceptFields.size() == 1 && acceptFields.get(0).equals(mediaType))) {
            return true;
        }
        int bestSpecificity = -1;
        boolean accepted = false;
        boolean anyRange = false;
        String mainType = mediaType.substring(0, mediaType.indexOf('/') + 1);
        for (String field : acceptFields) {
            for (String element : split(field, ',')) {
                List<String> parts = split(element, ';');
                String range = parts.get(0).strip().toLowerCase(Locale.ROOT);
                if (range.indexOf('/') < 1) {
                    continue;
                }
                anyRange = true;
                int specificity = specificity(range, mainType, mediaType);
                if (specificity < 0 || specificity < bestSpecificity) {
                    continue;
                }
                boolean wanted = parts.stream()
                        .skip(1)
                        .map(Parameter::of)
                        .noneMatch(parameter -> parameter.name().equals("q") && isZero(parameter.value()));
                accepted = specificity == bestSpecificity ? accepted || wanted : wanted;
                bestSpecificity = specificity;
            }
        }
        return !anyRange || accepted;
    }

    private static int specificity(String range, String mainType, String mediaType) {
        if (range.equals(mediaType)) {
            return 2;
        }
        if (range.equals(mainType + "*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static boolean isZero(String quality) {
        return quality.matches("0(\\.0{0,3})?");
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private record Parameter(String name, String value) {
        static Parameter of(String text) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                return new Parameter(text.strip().toLowerCase(Locale.ROOT), "");
            }
            String value = text.substring(equals + 1).strip();
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            return new Parameter(
                    text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    quoted ? value.substring(1, value.length() - 1) : value);
        }
    }
}
