package org.gallra.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gallra.blackbox.Api;

/** What was measured, as a table for people and as JSON for programs. */
final class Figures {

    /** Which way is better. */
    enum Better {
        LOWER,
        HIGHER
    }

    /**
     * One figure.
     *
     * @param number its number in the list of figures to reach
     * @param must what it must be, {@code NaN} if nothing is demanded
     * @param aim what it should be, {@code NaN} if nothing is
     */
    record Figure(String number, String what, double value, String unit, Better better, double must, double aim) {

        private boolean reaches(double limit) {
            return better == Better.LOWER ? value <= limit : value >= limit;
        }

        String verdict() {
            if (!Double.isNaN(aim) && reaches(aim)) {
                return "aim";
            }
            return Double.isNaN(must) ? (Double.isNaN(aim) ? "" : "-") : reaches(must) ? "must" : "MISSED";
        }
    }

    private final List<Figure> all = new ArrayList<>();

    void add(String number, String what, double value, String unit, Better better, double must, double aim) {
        Figure figure = new Figure(number, what, value, unit, better, must, aim);
        all.add(figure);
        System.out.println(line(figure));
    }

    /** Adds what nothing is demanded of. */
    void add(String number, String what, double value, String unit) {
        add(number, what, value, unit, Better.LOWER, Double.NaN, Double.NaN);
    }

    void print() {
        System.out.printf("%n%-4s %-62s %12s %-8s %10s %10s%n", "", "measure", "value", "", "must", "aim");
        all.forEach(figure -> System.out.println(line(figure)));
    }

    void write(Path file) throws IOException {
        ArrayNode list = Api.JSON.createArrayNode();
        for (Figure figure : all) {
            ObjectNode node = list.addObject();
            node.put("number", figure.number()).put("what", figure.what());
            node.put("value", figure.value()).put("unit", figure.unit());
            node.put("verdict", figure.verdict());
        }
        Api.JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), list);
    }

    boolean missed() {
        return all.stream().anyMatch(f -> f.verdict().equals("MISSED"));
    }

    private static String line(Figure f) {
        return String.format(
                Locale.ROOT,
                "%-4s %-62s %12s %-8s %10s %10s  %s",
                f.number(),
                f.what(),
                shown(f.value()),
                f.unit(),
                limit(f, f.must()),
                limit(f, f.aim()),
                f.verdict());
    }

    private static String limit(Figure figure, double limit) {
        return Double.isNaN(limit) ? "" : (figure.better() == Better.LOWER ? "<= " : ">= ") + shown(limit);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }

    /** Returns the value below which so much of the sample lies; 0.5 is the median. */
    static double quantile(double[] sample, double share) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) Math.floor(share * sorted.length))];
    }
}
