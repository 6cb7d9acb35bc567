package org.gallra.contact;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.SearchWords;

/** The keys of the companies that a search finds: those whose names begin with the words, then those that have the words anywhere. */
final class FoundCompanies {

    private final Database database;

    FoundCompanies(Database database) {
        this.database = database;
    }

    List<Long> keys(String text, int most) {
        int limit = Keyset.limit(most);
        if (text.isBlank()) {
            return List.of();
        }
        SqlFragment words = SearchWords.all(database.kind(), text, "co.search_key");
        SqlFragment begins = ContactSql.begins(text, "co.name_key");
        Database.Work<List<Long>> search = connection -> {
            Set<Long> found = new LinkedHashSet<>(begins == null ? List.of() : first(connection, begins, limit));
            if (found.size() < limit) {
                SearchWords.planned(connection, database.kind());
                found.addAll(first(connection, words, limit));
            }
            return found.stream().limit(limit).toList();
        };
        return database.kind() == Database.Kind.POSTGRESQL ? database.inTransaction(search) : database.read(search);
    }

    private List<Long> first(Connection connection, SqlFragment condition, int limit) throws SQLException {
        String dirty = database.kind() == Database.Kind.DERBY ? " WITH UR" : "";
        return Rows.list(
                connection,
                SqlFragment.of("SELECT co.id FROM company co WHERE 1 = 1")
                        .append(condition)
                        .append(" ORDER BY co.name_key, co.id FETCH FIRST " + limit + " ROWS ONLY" + dirty),
                row -> row.getLong(1));
    }
}
