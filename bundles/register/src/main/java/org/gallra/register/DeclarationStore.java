package org.gallra.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;

/** Keeps what each bundle declared last, so that its rows are reached when it is gone. */
final class DeclarationStore {

    private final Database database;

    DeclarationStore(Database database) {
        this.database = database;
    }

    Map<String, Declared> all() {
        Map<String, StringBuilder> bodies = new LinkedHashMap<>();
        database.read(connection -> Sql.list(
                connection,
                SqlFragment.of("SELECT bundle, body FROM register_declaration ORDER BY bundle, part"),
                row -> bodies.computeIfAbsent(row.getString(1), b -> new StringBuilder())
                        .append(row.getString(2))));
        Map<String, Declared> declared = new LinkedHashMap<>();
        bodies.forEach((bundle, body) -> declared.put(bundle, Json.read(body.toString(), Declared.class)));
        return declared;
    }

    void keep(Declared declared) {
        List<String> parts = Parts.of(Json.write(declared));
        database.inTransaction(connection -> {
            Sql.update(
                    connection, SqlFragment.of("DELETE FROM register_declaration WHERE bundle = ?", declared.bundle()));
            for (int i = 0; i < parts.size(); i++) {
                Sql.update(
                        connection,
                        SqlFragment.of(
                                "INSERT INTO register_declaration (bundle, part, body) VALUES (?, ?, ?)",
                                declared.bundle(),
                                i,
                                parts.get(i)));
            }
            return parts.size();
        });
    }
}
