package org.gallra.tck;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came of all checks, as a table. */
final class Summary {

    /** What came of one check. */
    enum Result {
        /** It was checked and holds. */
        OK("ok"),
        /** The bundle has nothing that it applies to, or the author gave nothing to check it with. */
        NOTHING_TO_CHECK("-"),
        /** It does not hold. */
        FAILED("FAILED");

        private final String shown;

        Result(String shown) {
            this.shown = shown;
        }
    }

    private static final List<String> NOT_IN_THE_KIT = List.of("23 mandatory purpose");

    private final Map<String, Map<String, Result>> checks = new TreeMap<>();
    private final Map<String, String> reasons = new TreeMap<>();
    private final Set<String> databases = new LinkedHashSet<>();
    private String subject = "the bundle";

    void of(BundleFiles bundle) {
        subject = bundle.name() + " " + bundle.version();
    }

    void add(String check, String database, Result result, @Nullable String reason) {
        databases.add(database);
        checks.computeIfAbsent(check, c -> new TreeMap<>()).put(database, result);
        if (result == Result.NOTHING_TO_CHECK && reason != null) {
            String first = reason.lines().findFirst().orElse("");
            reasons.put(check, first.replaceFirst("^Assumption failed: ", ""));
        }
    }

    String table() {
        int width = checks.keySet().stream().mapToInt(String::length).max().orElse(10);
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(pad("Compliance of " + subject, width));
        databases.forEach(d -> head.append("  ").append(pad(d, 10)));
        lines.add(head.toString());
        checks.forEach((check, results) -> {
            StringBuilder line = new StringBuilder(pad(check, width));
            databases.forEach(d -> {
                Result result = results.get(d);
                line.append("  ").append(pad(result == null ? "" : result.shown, 10));
            });
            String reason = reasons.get(check);
            lines.add(
                    line.append(reason == null ? "" : "  " + reason).toString().stripTrailing());
        });
        lines.add("Not in the kit: " + String.join(", ", NOT_IN_THE_KIT));
        return String.join("\n", lines);
    }

    private static String pad(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }
}
