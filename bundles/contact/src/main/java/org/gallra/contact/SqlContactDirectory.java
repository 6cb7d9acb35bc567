package org.gallra.contact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.selection.ListCriteria;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Keys and ids, a few hundred in one statement. */
@Component(service = ContactDirectory.class)
public final class SqlContactDirectory implements ContactDirectory {

    private static final int CHUNK = 200;
    private static final String IDENTIFIERS =
            "SELECT c.id, c.first_name, c.last_name, c.email, c.mobile, c.phone, c.street FROM contact c";

    private final Database database;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFields fields;

    /** Optional: without it filters have no conditions of bundles. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ListCriteria criteria;

    private volatile @Nullable PersonalDataRegister register;

    /** Waits for the tables. */
    @Activate
    public SqlContactDirectory(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.contact)") SchemaReady schema) {
        this.database = database;
        this.access = access;
    }

    /** Takes the register; without it nobody can say with whom there was contact. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setRegister(PersonalDataRegister register) {
        this.register = register;
    }

    /** Forgets the register, unless another one came already. */
    public void unsetRegister(PersonalDataRegister register) {
        if (this.register == register) {
            this.register = null;
        }
    }

    @Override
    public long contactKey(ContactId id) {
        Long key = contactKeys(List.of(id)).get(id);
        if (key == null) {
            throw ContactId.unknown();
        }
        return key;
    }

    @Override
    public long contactKeyForWriting(ContactId id) {
        return database.inTransaction(
                connection -> Locks.contact(connection, database.kind(), id, Restricted.seen(access), false));
    }

    @Override
    public long contactKeyForPreserving(ContactId id) {
        return database.inTransaction(
                connection -> Locks.contact(connection, database.kind(), id, Restricted.seen(access), true));
    }

    @Override
    public void lockForWriting(@Nullable Long contactKey) {
        if (contactKey != null) {
            database.inTransaction(connection -> {
                Locks.contact(connection, database.kind(), contactKey);
                return contactKey;
            });
        }
    }

    @Override
    public void requireUnrestricted(Collection<Long> keys) {
        chunked(
                keys.stream().distinct().toList(),
                "SELECT x.subject FROM contact_restriction x WHERE x.subject IN ",
                "",
                row -> {
                    throw Restricted.refused();
                });
    }

    @Override
    public Set<Long> restricted(Collection<Long> keys) {
        return found(keys, "SELECT x.subject FROM contact_restriction x WHERE x.subject IN ", "");
    }

    @Override
    public SqlFragment hidden(String column) {
        return SqlFragment.of(
                Restricted.seen(access)
                        ? "1 = 0"
                        : "EXISTS (SELECT 1 FROM contact_restriction x WHERE x.subject = " + column + ")");
    }

    @Override
    public Set<Long> marketable(Collection<Long> keys) {
        return found(keys, "SELECT c.id FROM contact c WHERE c.id IN ", Restricted.MARKETABLE);
    }

    @Override
    public SqlFragment selectMarketable() {
        return SqlFragment.of("SELECT c.id FROM contact c WHERE 1 = 1" + Restricted.MARKETABLE);
    }

    private Set<Long> found(Collection<Long> keys, String select, String also) {
        Set<Long> found = new HashSet<>();
        chunked(keys.stream().distinct().toList(), select, also, row -> found.add(row.getLong(1)));
        return found;
    }

    @Override
    public long companyKey(CompanyId id) {
        List<Long> keys = database.read(connection -> Rows.list(
                connection,
                SqlFragment.of("SELECT id FROM company WHERE public_id = ?", id.toString()),
                row -> row.getLong(1)));
        if (keys.isEmpty()) {
            throw CompanyId.unknown();
        }
        return keys.get(0);
    }

    @Override
    public @Nullable Long companyKeyOfContact(long contactKey) {
        List<Long> keys = database.read(connection -> Rows.list(
                connection,
                SqlFragment.of("SELECT company_id FROM contact WHERE id = ? AND company_id IS NOT NULL", contactKey),
                row -> row.getLong(1)));
        return keys.isEmpty() ? null : keys.get(0);
    }

    @Override
    public Map<ContactId, Long> contactKeys(Collection<ContactId> ids) {
        Map<ContactId, Long> keys = new HashMap<>();
        chunked(
                ids.stream().map(ContactId::toString).distinct().toList(),
                "SELECT c.public_id, c.id FROM contact c WHERE c.public_id IN ",
                Restricted.hidden(access),
                row -> keys.put(new ContactId(UUID.fromString(row.getString(1))), row.getLong(2)));
        return keys;
    }

    @Override
    public Map<Long, Ref> contacts(Collection<Long> keys) {
        Map<Long, Ref> refs = new HashMap<>();
        chunked(
                keys.stream().distinct().toList(),
                "SELECT c.id, c.public_id, c.first_name, c.last_name, c.anonymized_at, co.public_id AS company"
                        + ContactSql.FROM + " WHERE c.id IN ",
                Restricted.hidden(access),
                row -> {
                    ContactId id = new ContactId(UUID.fromString(row.getString("public_id")));
                    String company = row.getString("company");
                    var anonymized = Rows.instant(row, "anonymized_at");
                    refs.put(
                            row.getLong("id"),
                            new Ref(
                                    id,
                                    company == null ? null : new CompanyId(UUID.fromString(company)),
                                    ContactSql.name(
                                            id, row.getString("first_name"), row.getString("last_name"), anonymized),
                                    anonymized != null));
                });
        return refs;
    }

    @Override
    public List<Identifiers> identifiers(Collection<Long> contacts, Collection<Long> companies, int limit) {
        Map<Long, Identifiers> found = new LinkedHashMap<>();
        Taker taker = row -> {
            if (found.size() < limit) {
                found.putIfAbsent(row.getLong("id"), identifiers(row));
            }
        };
        String end = " AND c.anonymized_at IS NULL ORDER BY c.id FETCH FIRST " + limit + " ROWS ONLY";
        chunked(contacts.stream().distinct().toList(), IDENTIFIERS + " WHERE c.id IN ", end, taker);
        chunked(companies.stream().distinct().toList(), IDENTIFIERS + " WHERE c.company_id IN ", end, taker);
        return List.copyOf(found.values());
    }

    private static Identifiers identifiers(ResultSet row) throws SQLException {
        return new Identifiers(
                row.getLong("id"),
                row.getString("first_name"),
                row.getString("last_name"),
                present(row.getString("email")),
                present(row.getString("mobile"), row.getString("phone")),
                row.getString("street"));
    }

    private static List<String> present(@Nullable String... values) {
        return Stream.of(values).filter(Objects::nonNull).toList();
    }

    @Override
    public List<Long> companiesFound(String words, int most) {
        return new FoundCompanies(database).keys(words, most);
    }

    @Override
    public Map<Long, Ref> companies(Collection<Long> keys) {
        Map<Long, Ref> refs = new HashMap<>();
        chunked(
                keys.stream().distinct().toList(),
                "SELECT id, public_id, name FROM company WHERE id IN ",
                "",
                row -> refs.put(
                        row.getLong("id"),
                        new Ref(
                                null,
                                new CompanyId(UUID.fromString(row.getString("public_id"))),
                                row.getString("name"),
                                false)));
        return refs;
    }

    @Override
    public SqlFragment select(ContactFilter filter) {
        ListCriteria.Condition met = Met.of(criteria, filter, clock.instant());
        return SqlFragment.of("SELECT c.id" + ContactSql.FROM)
                .append(met.join())
                .append(ContactSql.where(database.kind(), filter))
                .append(FreeValues.where(fields, filter.freeFields()))
                .append(Uncontacted.where(register, filter, clock.instant()))
                .append(met.where())
                .append(Restricted.NOT);
    }

    @Override
    public SqlFragment selectOfCompanies(SqlFragment companies) {
        return SqlFragment.of("SELECT c.id FROM contact c JOIN (SELECT DISTINCT k.k FROM (")
                .append(companies)
                .append(") k (k)) x ON c.company_id = x.k");
    }

    @Override
    public SqlFragment selectWithCompany() {
        return SqlFragment.of("SELECT c.id, c.company_id FROM contact c WHERE c.company_id IS NOT NULL");
    }

    @Override
    public SqlFragment selectAlike(long contactKey) {
        return Alike.to(contactKey);
    }

    @Override
    public SqlFragment selectAlike(long from, long through) {
        return Alike.pairs(from, through);
    }

    @Override
    public long lastContactKey() {
        return database.read(
                connection -> Rows.number(connection, SqlFragment.of("SELECT COALESCE(MAX(id), 0) FROM contact")));
    }

    /** Takes one row. */
    private interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    private void chunked(List<?> values, String select, String also, Taker taker) {
        if (values.isEmpty()) {
            return;
        }
        database.read((Connection connection) -> {
            for (int from = 0; from < values.size(); from += CHUNK) {
                List<?> chunk = values.subList(from, Math.min(values.size(), from + CHUNK));
                String marks = String.join(",", Collections.nCopies(chunk.size(), "?"));
                List<@Nullable Object> parameters = new ArrayList<>(chunk);
                Rows.list(connection, new SqlFragment(select + "(" + marks + ")" + also, parameters), row -> {
                    taker.take(row);
                    return true;
                });
            }
            return values.size();
        });
    }
}
