package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataStore.Erasure;
import org.gallra.api.personaldata.PersonalDataStore.People;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stores outside the database still have to forget. A debt is written in the transaction of its batch, and paid after
 * it, again and again until the store says that nothing is left: also by a bundle that was away meanwhile.
 */
final class Debts {

    private static final Logger LOG = LoggerFactory.getLogger(Debts.class);
    private static final int CHUNK = 1_000;

    private final Register register;
    private final Stores stores;
    private final Database database;

    /** What one act owes at one store. */
    private record Debt(long plan, UUID act, ErasureAction action, String store) {}

    Debts(Register register, Stores stores, Database database) {
        this.register = register;
        this.stores = stores;
        this.database = database;
    }

    /** Writes down what a batch owes, in the batch's transaction. */
    static void owe(Connection connection, long plan, String store, Reach.Source source) throws SQLException {
        SqlFragment insert = SqlFragment.of(
                "INSERT INTO erasure_debt (plan, store, kind, subject) SELECT s.plan, '" + store.replace("'", "''")
                        + "', s.kind, s.subject FROM erasure_subject s WHERE s.plan = ? AND ((s.kind = 'C' AND s.subject > ?"
                        + " AND s.subject <= ?)",
                source.plan(),
                source.from(),
                source.through());
        Sql.update(
                connection,
                insert.append(source.withCompanies() ? " OR s.kind = 'O')" : ")")
                        .append(
                                " AND NOT EXISTS (SELECT 1 FROM erasure_debt d WHERE d.plan = s.plan AND d.store = ? AND"
                                        + " d.kind = s.kind AND d.subject = s.subject)",
                                store));
    }

    /** Returns how many people each store still has to forget. */
    static Map<String, Long> owed(Connection connection, long plan) throws SQLException {
        Map<String, Long> owed = new TreeMap<>();
        Sql.list(
                connection,
                SqlFragment.of("SELECT store, COUNT(*) FROM erasure_debt WHERE plan = ? GROUP BY store", plan),
                row -> owed.put(row.getString(1), row.getLong(2)));
        return owed;
    }

    /** Pays what can be paid now; a store that fails is left for the next time. */
    void pay() {
        pay(database.read(Debts::all));
    }

    /** Pays what one act owes, so that it does not wait for stores that fail others. */
    void pay(long plan) {
        pay(database.read(Debts::all).stream().filter(d -> d.plan() == plan).toList());
    }

    private void pay(List<Debt> debts) {
        for (Debt debt : debts) {
            Declared.Store store = register.view().stores().get(debt.store());
            if (store != null) {
                try {
                    pay(debt, store);
                } catch (ContributorException e) {
                    LOG.info("{} still has to forget people of the act {}", debt.store(), debt.act());
                }
            }
        }
    }

    private void pay(Debt debt, Declared.Store store) {
        List<Long> contacts = chunk(debt, 'C');
        List<Long> companies = chunk(debt, 'O');
        while (contacts.size() + companies.size() > 0) {
            stores.erase(store, new Erasure(debt.act(), debt.action(), new People(contacts, companies)));
            forget(debt, 'C', contacts);
            forget(debt, 'O', companies);
            contacts = chunk(debt, 'C');
            companies = chunk(debt, 'O');
        }
    }

    private List<Long> chunk(Debt debt, char kind) {
        return database.read(connection -> Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_debt WHERE plan = ? AND store = ? AND kind = ? ORDER BY subject"
                                + " FETCH FIRST " + CHUNK + " ROWS ONLY",
                        debt.plan(),
                        debt.store(),
                        String.valueOf(kind)),
                row -> row.getLong(1)));
    }

    private void forget(Debt debt, char kind, List<Long> subjects) {
        if (!subjects.isEmpty()) {
            database.inNewTransaction(connection -> Sql.update(
                    connection,
                    SqlFragment.of(
                            "DELETE FROM erasure_debt WHERE plan = ? AND store = ? AND kind = ? AND subject <= ?",
                            debt.plan(),
                            debt.store(),
                            String.valueOf(kind),
                            subjects.get(subjects.size() - 1))));
        }
    }

    private static List<Debt> all(Connection connection) throws SQLException {
        return new ArrayList<>(Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT DISTINCT d.plan, d.store, p.public_id, p.action FROM erasure_debt d, erasure_plan p"
                                + " WHERE p.id = d.plan ORDER BY d.plan, d.store"),
                row -> new Debt(
                        row.getLong(1),
                        UUID.fromString(row.getString(3)),
                        ErasureAction.valueOf(row.getString(4)),
                        row.getString(2))));
    }
}
