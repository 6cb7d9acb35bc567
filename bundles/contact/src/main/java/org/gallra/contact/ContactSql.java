package org.gallra.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.SearchWords;
import org.jspecify.annotations.Nullable;

/** The SQL of contacts: what a list shows and what an act selects come from the same condition. */
final class ContactSql {

    static final String TABLES = "contact c LEFT JOIN company co ON co.id = c.company_id";
    static final String FROM = " FROM " + TABLES;
    static final String COLUMNS = "SELECT c.*, co.public_id AS company_public_id, co.name AS company_name,"
            + " (SELECT COUNT(*) FROM contact_restriction x WHERE x.subject = c.id) AS restrictions";

    private ContactSql() {}

    /** Returns " WHERE ..." for a filter. */
    static SqlFragment where(Database.Kind kind, ContactFilter filter) {
        SqlFragment where = SqlFragment.of(
                switch (filter.anonymized() == null ? ContactFilter.Anonymized.HIDE : filter.anonymized()) {
                    case HIDE -> " WHERE c.anonymized_at IS NULL";
                    case INCLUDE -> " WHERE 1 = 1";
                    case ONLY -> " WHERE c.anonymized_at IS NOT NULL";
                });
        if (filter.company() != null) {
            where = where.append(" AND co.public_id = ?", filter.company().toString());
        }
        if (filter.category() != null) {
            where = where.append(" AND co.category = ?", filter.category());
        }
        if (filter.city() != null && !filter.city().isBlank()) {
            String city = filter.city().strip().toLowerCase(Locale.ROOT);
            where = where.append(" AND (LOWER(c.city) = ? OR (c.city IS NULL AND LOWER(co.city) = ?))", city, city);
        }
        if (filter.owner() != null) {
            where = where.append(" AND c.owner = ?", filter.owner());
        }
        if (filter.createdFrom() != null) {
            where = where.append(" AND c.created_at >= ?", filter.createdFrom());
        }
        if (filter.createdTo() != null) {
            where = where.append(" AND c.created_at < ?", filter.createdTo());
        }
        if (filter.changedBefore() != null) {
            where = where.append(" AND c.changed_at < ?", filter.changedBefore());
        }
        if (filter.marketable() != null) {
            where = where.append(filter.marketable() ? Restricted.MARKETABLE : Restricted.OPTED_OUT);
        }
        return where.append(SearchWords.all(kind, filter.text(), "c.search_key"));
    }

    /** Returns a condition that a key begins with the text; an index on the key serves it. Null if the text has no letters. */
    static @Nullable SqlFragment begins(String text, String key) {
        String folded = SearchWords.fold(text);
        if (folded.isEmpty()) {
            return null;
        }
        int last = folded.codePointBefore(folded.length());
        String beyond = new StringBuilder(folded.substring(0, folded.length() - Character.charCount(last)))
                .appendCodePoint(last + 1)
                .toString();
        return SqlFragment.of(" AND " + key + " >= ? AND " + key + " < ?", folded, beyond);
    }

    static Contact read(ResultSet row) throws SQLException {
        ContactId id = new ContactId(UUID.fromString(row.getString("public_id")));
        String company = row.getString("company_public_id");
        String first = row.getString("first_name");
        String last = row.getString("last_name");
        Instant anonymized = Rows.instant(row, "anonymized_at");
        return new Contact(
                id,
                row.getLong("version"),
                company == null ? null : new CompanyId(UUID.fromString(company)),
                first,
                last,
                row.getString("title"),
                row.getString("department"),
                row.getString("email"),
                row.getString("mobile"),
                row.getString("phone"),
                row.getString("street"),
                row.getString("postal_code"),
                row.getString("city"),
                row.getString("country"),
                row.getString("website"),
                row.getString("notes"),
                row.getString("owner"),
                row.getString("company_name"),
                name(id, first, last, anonymized),
                anonymized,
                row.getLong("restrictions") > 0,
                Map.of(),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                Objects.requireNonNull(Rows.instant(row, "changed_at")));
    }

    /** Returns the name to show: the placeholder names the card without naming anybody. */
    static String name(ContactId id, @Nullable String first, @Nullable String last, @Nullable Instant anonymized) {
        if (anonymized != null) {
            return "Anonymiserad kontakt #" + id.toString().substring(0, 4);
        }
        return ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip();
    }
}
