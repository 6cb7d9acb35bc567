package org.gallra.api.search;

import java.util.ArrayList;
import java.util.List;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds the records of a table by the words of their title and of their company's name, for a {@link org.gallra.api.ui.UiSearch} and for a list.
 *
 * <p>The table has the columns {@code id} and {@code search_key}; its alias is {@code t}. The key is what {@link SearchWords#key} makes of the
 * title, written whenever the title is, and null once the title was erased: such a record is not found, by its company neither. On PostgreSQL an
 * index by trigrams of {@code TRANSLATE(' ' || search_key, '{|}', 'aao')} serves it, where the extension is there.
 *
 * @param table the table
 * @param order the expression whose greatest values come first; ties are broken by the internal key
 * @param company the column with the key of the company, with its alias, or null if there is none
 */
@ProviderType
public record RecordSearch(
        String table, String order, @Nullable String company) {

    /** A word that more companies have tells nothing of them. */
    private static final int COMPANIES = 50;

    private static final int COMPANY_WORDS = 5;

    /**
     * Finds the latest records each of whose words stands in the title or in the name of the company.
     *
     * @param <R> what a row becomes
     * @param words what was typed, at most 200 characters
     * @param also another condition, beginning with {@code AND}; for records of people whom the caller must not meet: {@link ContactDirectory#hidden}
     * @param most how many at most
     * @param reader reads a row, all of whose columns are selected
     * @throws org.gallra.api.GallraException {@code INVALID} naming {@code text} if the words are too long
     */
    public <R> List<R> find(
            Database database,
            ContactDirectory directory,
            String words,
            SqlFragment also,
            int most,
            Rows.Reader<R> reader) {
        if (words.isBlank()) {
            return List.of();
        }
        SqlFragment found = condition(database, directory, words);
        Database.Kind kind = database.kind();
        SqlFragment select =
                SqlFragment.of("SELECT t.* FROM " + table + " t WHERE 1 = 1").append(found);
        SqlFragment query = select.append(also)
                .append(" ORDER BY " + order + " DESC, t.id DESC FETCH FIRST " + most + " ROWS ONLY"
                        + (kind == Database.Kind.DERBY ? " WITH UR" : ""));
        return planned(database, words, connection -> Rows.list(connection, query, reader));
    }

    /**
     * Counts them.
     *
     * @param words as for {@link #find}
     * @param also as for {@link #find}
     * @param most so many are counted at most
     */
    public long count(Database database, ContactDirectory directory, String words, SqlFragment also, int most) {
        SqlFragment query = SqlFragment.of("SELECT COUNT(*) FROM (SELECT t.id FROM " + table + " t WHERE 1 = 1")
                .append(condition(database, directory, words))
                .append(also)
                .append(" FETCH FIRST " + most + " ROWS ONLY) counted"
                        + (database.kind() == Database.Kind.DERBY ? " WITH UR" : ""));
        return planned(database, words, connection -> Rows.number(connection, query));
    }

    /**
     * Runs what reads by words: PostgreSQL plans it for the words that are sought ({@link SearchWords#planned}), and on Derby it waits for
     * no lock.
     *
     * @param <T> what is read
     * @param words what is sought; null for nothing, when there is nothing to plan
     */
    public static <T> T planned(Database database, @Nullable String words, Database.Work<T> work) {
        Database.Kind kind = database.kind();
        return words == null || kind == Database.Kind.DERBY
                ? database.read(work)
                : database.inTransaction(connection -> {
                    SearchWords.planned(connection, kind, words);
                    return work.run(connection);
                });
    }

    /**
     * Returns the condition that each of the words stands in the title or in the name of the company, beginning with {@code AND}: for lists, which
     * are run by {@link #planned}. Nothing meets a text without words; no text is no condition.
     *
     * @param words what was typed, at most 200 characters, or null
     * @throws org.gallra.api.GallraException {@code INVALID} naming {@code text} if the words are too long
     */
    public SqlFragment condition(Database database, ContactDirectory directory, @Nullable String words) {
        if (words == null || words.isBlank()) {
            return SqlFragment.of("");
        }
        List<String> parts = SearchWords.of(words);
        if (parts.isEmpty()) {
            return SqlFragment.of(" AND 1 = 0");
        }
        List<Long> named = company == null ? List.of() : directory.companiesFound(words, COMPANIES);
        SqlFragment condition = SqlFragment.of(" AND t.search_key IS NOT NULL");
        for (int i = 0; i < parts.size(); i++) {
            List<Long> companies = new ArrayList<>(named);
            if (company != null && parts.size() > 1 && i < COMPANY_WORDS) {
                List<Long> more = directory.companiesFound(parts.get(i), COMPANIES);
                companies.addAll(more.size() < COMPANIES ? more : List.of());
            }
            condition =
                    condition.append(" AND (").append(SearchWords.has(database.kind(), parts.get(i), "t.search_key"));
            if (!companies.isEmpty()) {
                Object[] keys = companies.stream().distinct().toArray();
                condition = condition.append(" OR " + company + " IN (?" + ", ?".repeat(keys.length - 1) + ")", keys);
            }
            condition = condition.append(")");
        }
        return condition;
    }
}
