package org.gallra.contact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** The SQL of contacts: what a list shows and what an act selects come from the same condition. */
final class ContactSql {

    static final String FROM = " FROM contact c LEFT JOIN company co ON co.id = c.company_id";
    static final String COLUMNS = "SELECT c.*, co.public_id AS company_public_id, co.name AS company_name,"
            + " (SELECT COUNT(*) FROM contact_restriction x WHERE x.subject = c.id) AS restrictions";

    /** A key as words, each with a blank before it. */
    private static final String WORDS = "(' ' || %s)";

    /** The same without the marks that {@link NameKey} keeps, which pg_trgm takes for gaps; PostgreSQL has an index of it. */
    private static final String PLAIN = "TRANSLATE(' ' || %s, '{|}', 'aao')";

    /** From so many letters on a word is found in the middle of others too; pg_trgm's index knows none that are shorter. */
    private static final int INFIX = 3;

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
        return where.append(words(kind, filter.text(), "c.search_key"));
    }

    /** Returns a condition that each word of the text stands somewhere in a key, one of a letter or two at the beginning of a word. */
    static SqlFragment words(Database.Kind kind, @Nullable String text, String key) {
        SqlFragment condition = SqlFragment.of("");
        if (text == null || text.isBlank()) {
            return condition;
        }
        if (text.length() > 200) {
            throw GallraException.invalid(
                    "text", new Text("Sök med högst 200 tecken.", "Search with at most 200 characters."));
        }
        String digits = text.replaceAll("[\\s()+./-]", "");
        boolean number = digits.length() >= 5 && digits.chars().allMatch(Character::isDigit);
        String folded = number ? digits.replaceFirst("^0+", "") : NameKey.fold(text);
        if (folded.isEmpty()) {
            return SqlFragment.of(" AND 1 = 0");
        }
        for (String word : folded.split(" ", -1)) {
            String plain = NameKey.plain(word);
            String before = word.codePointCount(0, word.length()) < INFIX ? "% " : "%";
            if (kind == Database.Kind.POSTGRESQL) {
                condition = condition.append(" AND " + String.format(PLAIN, key) + " LIKE ?", before + plain + "%");
            }
            if (kind == Database.Kind.DERBY || !plain.equals(word)) {
                condition = condition.append(" AND " + String.format(WORDS, key) + " LIKE ?", before + word + "%");
            }
        }
        return condition;
    }

    /**
     * Has PostgreSQL plan the statements of this transaction for the word that is sought. After some executions of a prepared statement it
     * takes one plan for any word otherwise: it expects many rows of every word, and walks the whole list in order until the page is
     * full, which for a rare word is the end.
     */
    static void planned(Connection connection, Database.Kind kind) throws SQLException {
        if (kind == Database.Kind.POSTGRESQL) {
            Rows.list(
                    connection,
                    SqlFragment.of("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)"),
                    row -> row.getString(1));
        }
    }

    /** Returns a condition that a key begins with the text; an index on the key serves it. Null if the text has no letters. */
    static @Nullable SqlFragment begins(String text, String key) {
        String folded = NameKey.fold(text);
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
