package org.gallra.contact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.persistence.NoResultException;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.Page;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.SearchWords;
import org.gallra.contact.FreeValues.Keyed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Companies: single ones through JPA, lists through one statement. */
@Component(service = CompanyService.class)
public final class JpaCompanyService implements CompanyService {

    /** Leaps along the index from one category to the next one: there are few among many companies. */
    private static final String CATEGORIES = "WITH RECURSIVE found (category) AS ("
            + "(SELECT category FROM company WHERE category IS NOT NULL ORDER BY category FETCH FIRST 1 ROW ONLY)"
            + " UNION ALL SELECT (SELECT c.category FROM company c WHERE c.category > f.category"
            + " ORDER BY c.category FETCH FIRST 1 ROW ONLY) FROM found f WHERE f.category IS NOT NULL)"
            + " SELECT category FROM found WHERE category IS NOT NULL";

    /** Derby has no recursion. */
    private static final String CATEGORIES_OF_DERBY =
            "SELECT DISTINCT category FROM company WHERE category IS NOT NULL";

    private static final SqlFragment EVERYTHING = SqlFragment.of(" WHERE 1 = 1");

    private static final String COLUMNS = "SELECT co.*, (SELECT COUNT(*) FROM contact c WHERE c.company_id = co.id"
            + " AND c.anonymized_at IS NULL" + Restricted.NOT + ") AS contacts";
    static final String SELECT = COLUMNS + " FROM company co";

    private final JpaTemplate jpa;
    private final Database database;
    private final AccessControl access;
    private final FreeValues fields;
    private final Clock clock = Clock.systemUTC();

    /** Waits for the tables. */
    @Activate
    public JpaCompanyService(
            @Reference(target = "(osgi.unit.name=org.gallra.contact)") JpaTemplate jpa,
            @Reference Database database,
            @Reference AccessControl access,
            @Reference FreeValues fields,
            @Reference(target = "(gallra.schema=org.gallra.contact)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.access = access;
        this.fields = fields;
    }

    @Override
    public Company create(CompanyDraft draft) {
        access.require(Permission.WRITE);
        CompanyDraft clean = Drafts.clean(draft);
        return database.inTransaction(connection -> {
            Instant now = clock.instant();
            CompanyEntity entity = CompanyEntity.create(now);
            entity.write(clean, now);
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            fields.write(entity.id, true, clean);
            return find(connection, new CompanyId(entity.publicId));
        });
    }

    @Override
    public Company get(CompanyId id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    @Override
    public Company update(CompanyId id, long version, CompanyDraft draft) {
        access.require(Permission.WRITE);
        CompanyDraft clean = Drafts.clean(draft);
        return database.inTransaction(connection -> {
            boolean[] otherWords = new boolean[1];
            CompanyRef ref = jpa.txExpr(TransactionType.Required, em -> {
                CompanyEntity entity;
                try {
                    entity = em.createQuery("SELECT c FROM CompanyEntity c WHERE c.publicId = :id", CompanyEntity.class)
                            .setParameter("id", id.value())
                            .setLockMode(javax.persistence.LockModeType.PESSIMISTIC_WRITE)
                            .getSingleResult();
                } catch (NoResultException e) {
                    throw CompanyId.unknown();
                }
                if (entity.version != version) {
                    throw JpaContactService.stale();
                }
                String before = entity.searchKey;
                entity.write(clean, clock.instant());
                em.flush();
                otherWords[0] = !entity.searchKey.equals(before);
                return new CompanyRef(entity.id, entity.searchKey);
            });
            if (otherWords[0]) {
                ref.tellPeople(connection, database.kind());
            }
            fields.write(ref.key(), false, clean);
            return find(connection, id);
        });
    }

    @Override
    public Page<Company> list(CompanyQuery query) {
        access.require(Permission.READ);
        String field = query.field();
        SqlFragment filter = EVERYTHING;
        if (query.category() != null) {
            filter = filter.append(" AND co.category = ?", query.category());
        }
        if (query.owner() != null) {
            filter = filter.append(" AND co.owner = ?", query.owner());
        }
        SqlFragment where = filter.append(SearchWords.all(database.kind(), query.text(), "co.search_key"))
                .append(fields.where(CompanyFields.OWNER, "co.id", query.freeFields()));
        Listing.Asked asked = new Listing.Asked(
                field == null ? query.sort().name() : "FIELD " + field,
                field == null
                        ? Listing.Order.column(
                                "company",
                                "co",
                                switch (query.sort()) {
                                    case NAME -> "name_key";
                                    case CREATED -> "created_at";
                                    case CHANGED -> "changed_at";
                                })
                        : Listing.Order.field(
                                "company", "co", fields.order(CompanyFields.OWNER, field, "co.id", query.descending())),
                query.descending(),
                Keyset.limit(query.limit()),
                query.cursor(),
                where.equals(EVERYTHING));
        Listing<Company> list = new Listing<>(
                database.kind(),
                COLUMNS,
                SqlFragment.of("company co"),
                "co",
                JpaCompanyService::keyed,
                this::read,
                company -> company.id().value());
        return database.inTransaction(connection -> list.page(connection, asked, where));
    }

    private List<Company> read(List<Keyed<Company>> rows) {
        return fields.read(CompanyFields.OWNER, rows, Company::with);
    }

    @Override
    public List<Company> find(String text, int most) {
        access.require(Permission.READ);
        int limit = Keyset.limit(most);
        if (text.isBlank()) {
            return List.of();
        }
        SqlFragment words = SearchWords.all(database.kind(), text, "co.search_key");
        SqlFragment begins = ContactSql.begins(text, "co.name_key");
        Database.Work<List<Company>> search = connection -> {
            Map<CompanyId, Company> found = new LinkedHashMap<>();
            if (begins != null) {
                first(connection, begins, limit).forEach(c -> found.put(c.id(), c));
            }
            if (found.size() < limit) {
                SearchWords.planned(connection, database.kind());
                first(connection, words, limit).forEach(c -> found.putIfAbsent(c.id(), c));
            }
            return found.values().stream().limit(limit).toList();
        };
        // what is said of plans holds for a transaction; on Derby there is nothing to say, and no lock to wait for
        return database.kind() == Database.Kind.POSTGRESQL ? database.inTransaction(search) : database.read(search);
    }

    private List<Company> first(Connection connection, SqlFragment condition, int limit) throws SQLException {
        String dirty = database.kind() == Database.Kind.DERBY ? " WITH UR" : "";
        return Rows.list(
                connection,
                SqlFragment.of(SELECT + " WHERE 1 = 1")
                        .append(condition)
                        .append(" ORDER BY co.name_key, co.id FETCH FIRST " + limit + " ROWS ONLY" + dirty),
                JpaCompanyService::read);
    }

    @Override
    public List<String> categories() {
        access.require(Permission.READ);
        String query = database.kind() == Database.Kind.POSTGRESQL ? CATEGORIES : CATEGORIES_OF_DERBY;
        return database
                .read(connection -> Rows.list(connection, SqlFragment.of(query), row -> row.getString(1)))
                .stream()
                .sorted(Comparator.comparing(SearchWords::fold))
                .limit(200)
                .toList();
    }

    private Company find(Connection connection, CompanyId id) throws SQLException {
        List<Keyed<Company>> found = Rows.list(
                connection,
                SqlFragment.of(SELECT + " WHERE co.public_id = ?", id.toString()),
                JpaCompanyService::keyed);
        if (found.isEmpty()) {
            throw CompanyId.unknown();
        }
        return read(found).get(0);
    }

    static Keyed<Company> keyed(ResultSet row) throws SQLException {
        return new Keyed<>(row.getLong("id"), read(row));
    }

    static Company read(ResultSet row) throws SQLException {
        return new Company(
                new CompanyId(UUID.fromString(row.getString("public_id"))),
                row.getLong("version"),
                row.getString("name"),
                row.getString("org_number"),
                row.getString("category"),
                row.getString("phone"),
                row.getString("email"),
                row.getString("website"),
                row.getString("street"),
                row.getString("postal_code"),
                row.getString("city"),
                row.getString("country"),
                row.getString("notes"),
                row.getString("owner"),
                row.getLong("contacts"),
                Map.of(),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                Objects.requireNonNull(Rows.instant(row, "changed_at")));
    }
}
