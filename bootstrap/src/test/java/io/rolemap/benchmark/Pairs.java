package io.rolemap.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A quantity measured on both servers in turn. The ratio is the median of the pairs' ratios: what slows the machine down
 * for a while slows both halves of a pair.
 */
final class Pairs {

    private final List<Double> products = new ArrayList<>();
    private final List<Double> baselines = new ArrayList<>();

    void add(double product, double baseline) {
        products.add(product);
        baselines.add(baseline);
    }

    double product() {
        return median(products);
    }

    double baseline() {
        return median(baselines);
    }

    double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            ratios.add(products.get(i) / baselines.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
