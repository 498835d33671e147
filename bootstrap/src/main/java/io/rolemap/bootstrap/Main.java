package io.rolemap.bootstrap;
/** x. */
public final class Main {
    private Main() {}
    public static void main(String[] args) { }
}
