package org.gallra.audit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.audit.AuditTrail;
import org.gallra.api.audit.AuditTrail.Entry;
import org.gallra.api.audit.AuditTrail.Query;
import org.gallra.api.sheet.Sheet;
import org.jspecify.annotations.Nullable;

/** The entries as a table in one language, read page by page while it is written. */
final class TrailSheet {

    static final int PAGE = 200;
    private static final int MOST = 1_000_000;

    private TrailSheet() {}

    static Sheet of(AuditTrail trail, Query query, Locale language) {
        return new Sheet(
                "audit",
                new Text("Granskningslogg", "Audit log").in(language),
                headings(language),
                () -> new Iterator<>() {
                    private Page<Entry> page = trail.list(query);
                    private Iterator<Entry> entries = page.items().iterator();
                    private int written;

                    @Override
                    public boolean hasNext() {
                        if (!entries.hasNext() && page.next() != null) {
                            page = trail.list(at(query, page.next()));
                            entries = page.items().iterator();
                        }
                        return entries.hasNext() && written < MOST;
                    }

                    @Override
                    public List<String> next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        written++;
                        return row(entries.next(), language);
                    }
                });
    }

    private static Query at(Query query, @Nullable String cursor) {
        return new Query(
                query.from(),
                query.before(),
                query.user(),
                query.kind(),
                query.act(),
                query.record(),
                cursor,
                query.limit());
    }

    private static List<String> headings(Locale language) {
        List<Text> heads = List.of(
                new Text("Nummer", "Number"),
                new Text("Tid (UTC)", "Time (UTC)"),
                new Text("Vem", "Who"),
                new Text("Slag", "Kind"),
                new Text("Kod", "Code"),
                new Text("Vad", "What"),
                new Text("Posttyp", "Record type"),
                new Text("Post", "Record"),
                new Text("Antal", "Counts"),
                new Text("Fält och inställningar", "Fields and settings"),
                new Text("Id", "Id"));
        return heads.stream().map(head -> head.in(language)).toList();
    }

    private static List<String> row(Entry entry, Locale language) {
        List<String> row = new ArrayList<>();
        row.add(Objects.toString(entry.number(), ""));
        row.add(entry.at().toString());
        row.add(Objects.requireNonNullElse(entry.user(), ""));
        row.add(entry.kind().label().in(language));
        row.add(entry.act());
        row.add(entry.label().in(language));
        row.add(Objects.requireNonNullElse(entry.type(), ""));
        row.add(Objects.requireNonNullElse(entry.record(), ""));
        row.add(Names.counts(entry.counts(), language));
        row.add(String.join(", ", entry.details()));
        row.add(entry.id().toString());
        return row;
    }
}
