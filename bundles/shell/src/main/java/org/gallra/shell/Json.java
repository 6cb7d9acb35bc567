package org.gallra.shell;

import java.util.Collection;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** Builds one line of JSON, members in the order in which they are added. Texts for people are in English. */
final class Json {

    private final StringBuilder members = new StringBuilder();

    /** Adds a member; numbers and truth values as such, what is JSON already as it is, everything else as text. */
    Json add(String name, @Nullable Object value) {
        members.append(members.isEmpty() ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(json(value));
        return this;
    }

    /** Adds a list of texts or of JSON. */
    Json list(String name, Collection<?> values) {
        members.append(members.isEmpty() ? "" : ",")
                .append(quoted(name))
                .append(":[")
                .append(values.stream().map(Json::json).collect(Collectors.joining(",")))
                .append(']');
        return this;
    }

    private static String json(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof Json) {
            return value.toString();
        }
        return quoted(value instanceof Text text ? text.en() : value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < ' ' || c == 0x2028 || c == 0x2029 || c == 0x7F) {
                        quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return "{" + members + "}";
    }
}
