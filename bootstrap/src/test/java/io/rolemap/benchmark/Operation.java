package io.rolemap.benchmark;

/** What is asked of both servers. */
enum Operation {
    CREATE("create"),
    READ("read"),
    DUPLICATE("duplicate create");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
