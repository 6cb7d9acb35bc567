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
 * Finds the records of a table by the words of their title and of their company's name, for a {@link org.gallra.api.ui.UiSearch}.
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
        List<String> parts = SearchWords.of(words);
        if (parts.isEmpty()) {
            return List.of();
        }
        Database.Kind kind = database.kind();
        List<Long> named = company == null ? List.of() : directory.companiesFound(words, COMPANIES);
        SqlFragment select = SqlFragment.of("SELECT t.* FROM " + table + " t WHERE t.search_key IS NOT NULL");
        for (int i = 0; i < parts.size(); i++) {
            List<Long> companies = new ArrayList<>(named);
            if (company != null && parts.size() > 1 && i < COMPANY_WORDS) {
                List<Long> more = directory.companiesFound(parts.get(i), COMPANIES);
                companies.addAll(more.size() < COMPANIES ? more : List.of());
            }
            select = select.append(" AND (").append(SearchWords.has(kind, parts.get(i), "t.search_key"));
            if (!companies.isEmpty()) {
                Object[] keys = companies.stream().distinct().toArray();
                select = select.append(" OR " + company + " IN (?" + ", ?".repeat(keys.length - 1) + ")", keys);
            }
            select = select.append(")");
        }
        SqlFragment query = select.append(also)
                .append(" ORDER BY " + order + " DESC, t.id DESC FETCH FIRST " + most + " ROWS ONLY"
                        + (kind == Database.Kind.DERBY ? " WITH UR" : ""));
        Database.Work<List<R>> search = connection -> {
            SearchWords.planned(connection, kind);
            return Rows.list(connection, query, reader);
        };
        // what is said of plans holds for a transaction; on Derby there is nothing to say, and no lock to wait for
        return kind == Database.Kind.POSTGRESQL ? database.inTransaction(search) : database.read(search);
    }
}
