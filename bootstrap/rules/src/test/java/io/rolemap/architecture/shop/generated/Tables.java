package io.rolemap.architecture.shop.generated;

/** As generators write: it breaks several rules. */
public class Tables {

    public static long inserted;

    public static void insert(String row) {
        inserted = System.nanoTime() + row.length();
    }
}
