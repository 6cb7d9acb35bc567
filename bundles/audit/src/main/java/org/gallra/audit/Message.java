package org.gallra.audit;

import java.time.temporal.ChronoUnit;
import org.gallra.api.audit.AuditKind;
import org.jspecify.annotations.Nullable;

/** Writes an entry as a message of RFC 5424: everything in its structured data, the code as the message. */
final class Message {

    /** Facility 13, log audit. */
    private static final int FACILITY = 13;

    private static final int NOTICE = 5;
    private static final int WARNING = 4;

    private Message() {}

    static String of(Stored entry, String node) {
        int severity = entry.kind() == AuditKind.ERASURE ? WARNING : NOTICE;
        StringBuilder text = new StringBuilder()
                .append('<')
                .append(FACILITY * 8 + severity)
                .append(">1 ")
                .append(entry.at().truncatedTo(ChronoUnit.MICROS))
                .append(' ')
                .append(node)
                .append(" gallra - ")
                .append(entry.kind())
                .append(" [audit@32473");
        parameter(text, "number", entry.number() == null ? null : entry.number().toString());
        parameter(text, "id", entry.id().toString());
        parameter(text, "user", entry.user());
        parameter(text, "act", entry.act());
        parameter(text, "type", entry.type());
        parameter(text, "record", entry.record());
        parameter(text, "counts", entry.counts());
        parameter(text, "details", entry.details());
        parameter(text, "hash", entry.hash());
        return text.append("] ").append(entry.act()).toString();
    }

    private static void parameter(StringBuilder text, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(' ').append(name).append("=\"");
            for (char c : value.toCharArray()) {
                if (c == '"' || c == '\\' || c == ']') {
                    text.append('\\');
                }
                text.append(c);
            }
            text.append('"');
        }
    }
}
