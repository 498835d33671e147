package io.rolemap.benchmark;

/** What is asked of both servers about a whole set, one after the other. */
enum SetStep {
    CREATE("create %,d at once, ms"),
    CHANGE("change all %,d at once, ms"),
    LIST("list all %,d, ms"),
    DELETE("remove all %,d at once, ms");

    private final String label;

    SetStep(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
