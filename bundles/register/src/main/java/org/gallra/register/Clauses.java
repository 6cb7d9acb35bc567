package org.gallra.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the clauses of a manifest header: {@code name;attribute=value;attribute="quoted, value",next}. */
public final class Clauses {

    /**
     * One clause, types and directives stripped.
     *
     * @param name what stands first
     * @param attributes the attributes, in their order
     */
    public record Clause(String name, Map<String, Object> attributes) {}

    private Clauses() {}

    /** Returns the clauses of a header, in their order; those without a name are left out. */
    public static List<Clause> of(String header) {
        List<Clause> clauses = new ArrayList<>();
        for (String clause : split(header, ',')) {
            List<String> parts = split(clause, ';');
            Map<String, Object> attributes = new LinkedHashMap<>();
            for (String part : parts.subList(1, parts.size())) {
                int equal = part.indexOf('=');
                if (equal > 0 && part.charAt(equal - 1) != ':') {
                    attributes.put(name(part.substring(0, equal)), unquoted(part.substring(equal + 1)));
                }
            }
            if (!parts.get(0).isBlank()) {
                clauses.add(new Clause(parts.get(0).strip(), attributes));
            }
        }
        return clauses;
    }

    private static String name(String typed) {
        int colon = typed.indexOf(':');
        return (colon < 0 ? typed : typed.substring(0, colon)).strip();
    }

    private static String unquoted(String value) {
        String bare = value.strip();
        boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        return (quoted ? bare.substring(1, bare.length() - 1) : bare).replaceAll("\\\\(.)", "$1");
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '\\' && i + 1 < text.length()) {
                part.append(at).append(text.charAt(++i));
            } else if (at == separator && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                quoted ^= at == '"';
                part.append(at);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
