package io.rolemap.bootstrap.client;

import java.util.List;

/** What is wrong with the content of a file, a sentence's end each: {@code "line 3: external_group must not be empty"}. */
final class BadFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    BadFile(List<String> mistakes) {
        super(String.join("; ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    static BadFile at(long line, String mistake) {
        return new BadFile(List.of(place(line) + mistake));
    }

    static BadFile whole(String mistake) {
        return new BadFile(List.of("it " + mistake));
    }

    static String place(long line) {
        return "line " + line + ": ";
    }

    List<String> mistakes() {
        return mistakes;
    }
}
