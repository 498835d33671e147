package io.rolemap.bootstrap.client;

import java.util.ArrayList;
import java.util.List;

/** Aligns cells. The last column is never padded. Columns only ever get wider, so that rows may come in several parts. */
final class Table {

    private static final String GAP = "  ";

    private final int[] widths;
    private final List<String> header;
    private boolean headed;

    Table(String... header) {
        this.header = List.of(header);
        this.widths = new int[header.length];
    }

    /** The rows as lines, below the header if they are the first. The cells are escaped already. */
    List<String> lines(List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        if (!headed) {
            headed = true;
            all.add(header);
        }
        all.addAll(rows);
        all.forEach(this::widen);
        return all.stream().map(this::line).toList();
    }

    /** Names and values, one pair a line. */
    static List<String> ofPairs(List<List<String>> pairs) {
        Table table = new Table("", "");
        table.headed = true;
        return table.lines(pairs);
    }

    private void widen(List<String> row) {
        for (int i = 0; i < widths.length - 1; i++) {
            widths[i] = Math.max(widths[i], width(row.get(i)));
        }
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length - 1; i++) {
            line.append(pad(row.get(i), widths[i])).append(GAP);
        }
        return line.append(row.get(widths.length - 1)).toString().stripTrailing();
    }

    static String pad(String cell, int width) {
        return cell + " ".repeat(Math.max(0, width - width(cell)));
    }

    static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
