package org.gallra.sale;

import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Link;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.RecordSearch;
import org.gallra.api.search.SearchWords;
import org.gallra.api.ui.Sums;
import org.gallra.api.ui.UiSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Sales: single ones through JPA, lists through one statement. Each change is one transaction. */
@Component(service = SaleService.class)
public final class SaleService {

    private static final RecordSearch SEARCH = new RecordSearch("sale", "t.sold_on", "t.company_id");

    private final JpaTemplate jpa;
    private final Database database;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFields fields;

    /** Waits for the tables. */
    @Activate
    public SaleService(
            @Reference(target = "(osgi.unit.name=org.gallra.sale)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.sale)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
    }

    /** Creates a sale; an anonymized contact refuses it with {@code CONFLICT}. */
    Sale create(SaleDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        SaleDraft clean = draft.clean(today());
        return database.inTransaction(connection -> {
            Link link = directory.linkForWriting(clean.contact(), clean.company());
            SaleEntity entity = SaleEntity.create(now());
            entity.write(clean, link, caller.userName(), now());
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            FreeFields.write(fields, SaleFields.OWNER, entity.id, true, clean.freeFields());
            return find(connection, UUID.fromString(entity.publicId));
        });
    }

    /** Returns a sale. */
    Sale get(UUID id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    /** Replaces all values of a sale if it still has the version. */
    Sale update(UUID id, long version, SaleDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        SaleDraft clean = draft.clean(today());
        return database.inTransaction(connection -> {
            Link link = directory.linkForWriting(clean.contact(), clean.company());
            lock(connection, id, version);
            change(id, e -> e.write(clean, link, caller.userName(), now()));
            FreeFields.write(fields, SaleFields.OWNER, row(connection, id).key(), false, clean.freeFields());
            return find(connection, id);
        });
    }

    /** Deletes a sale if it still has the version. */
    void delete(UUID id, long version) {
        access.require(Permission.WRITE);
        database.inTransaction(connection -> {
            lock(connection, id, version);
            jpa.tx(TransactionType.Required, em -> {
                em.createQuery("DELETE FROM SaleEntity e WHERE e.publicId = :id")
                        .setParameter("id", id.toString())
                        .executeUpdate();
            });
            return id;
        });
    }

    /** Returns the latest sales each of whose words stands in the title or in the company's name; without what the caller does not meet. */
    List<Sale> find(String words, int most) {
        access.require(Permission.READ);
        return named(SEARCH.find(database, directory, words, met(), most, SaleRow::read));
    }

    /** Returns how many there are, up to the limit of {@link UiSearch#COUNTED} and one more. */
    long count(String words) {
        access.require(Permission.READ);
        return SEARCH.count(database, directory, words, met(), UiSearch.COUNTED + 1);
    }

    /** Without what the caller does not meet. */
    private SqlFragment met() {
        return SqlFragment.of(" AND NOT (")
                .append(directory.hidden("t.contact_id"))
                .append(")");
    }

    /** Returns one page. */
    Page<Sale> list(SaleQuery query) {
        access.require(Permission.READ);
        Listing listing =
                new Listing("sale", query.sort().sql, query.descending(), where(query), query.cursor(), query.limit());
        return database.inTransaction(connection -> {
            SearchWords.planned(connection, database.kind(), query.words());
            Page<SaleRow> page = listing.read(connection, SaleRow::read, SaleRow::id);
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /** Returns one page for somebody who looks; nothing is counted, and what concerns a contact whom the caller does not meet is left out of it. */
    Page<Sale> look(SaleQuery query) {
        access.require(Permission.READ);
        Listing listing =
                new Listing("sale", query.sort().sql, query.descending(), where(query), query.cursor(), query.limit());
        return RecordSearch.planned(database, query.words(), connection -> {
            Page<SaleRow> page = listing.look(connection, database.kind(), SaleRow::read, SaleRow::id);
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /**
     * Returns what the sales of a list come to; without those of contacts whom the caller does not meet. Of more than {@link #summed()} it
     * is that of the first ones, and no sum of the list.
     *
     * @param query the list; its order and place do not matter
     */
    Sums sums(SaleQuery query) {
        access.require(Permission.READ);
        SqlFragment sums = SqlFragment.of(
                        "SELECT s.currency, COUNT(*), SUM(s.amount) FROM (SELECT t.currency, t.amount FROM sale t ")
                .append(where(query))
                .append(" AND NOT (")
                .append(directory.hidden("t.contact_id"))
                .append(") FETCH FIRST " + (summed() + 1) + " ROWS ONLY) s GROUP BY s.currency"
                        + (database.kind() == Database.Kind.DERBY ? " WITH UR" : ""));
        return RecordSearch.planned(database, query.words(), connection -> {
            Sums found = new Sums();
            Rows.list(connection, sums, row -> found.add(row.getString(1), row.getLong(2), row.getBigDecimal(3)));
            return found;
        });
    }

    /** Returns how many rows a sum looks at: as many as the database reads within a part of a page's time. */
    int summed() {
        return database.kind() == Database.Kind.DERBY ? 3_000 : 20_000;
    }

    private SqlFragment where(SaleQuery query) {
        SqlFragment where = SqlFragment.of("WHERE 1 = 1");
        if (query.contact() != null) {
            where = where.append(" AND t.contact_id = ?", directory.contactKey(query.contact()));
        }
        if (query.company() != null) {
            where = where.append(" AND t.company_id = ?", directory.companyKey(query.company()));
        }
        if (query.owner() != null) {
            where = where.append(" AND t.owner = ?", query.owner());
        }
        if (query.from() != null) {
            where = where.append(" AND t.sold_on >= ?", Date.valueOf(query.from()));
        }
        if (query.to() != null) {
            where = where.append(" AND t.sold_on <= ?", Date.valueOf(query.to()));
        }
        return where.append(SEARCH.condition(database, directory, query.words()));
    }

    private Sale find(Connection connection, UUID id) throws SQLException {
        return named(List.of(row(connection, id))).stream().findFirst().orElseThrow(SaleService::unknown);
    }

    private static SaleRow row(Connection connection, UUID id) throws SQLException {
        List<SaleRow> found = Rows.list(
                connection,
                SqlFragment.of("SELECT t.* FROM sale t WHERE t.public_id = ?", id.toString()),
                SaleRow::read);
        if (found.isEmpty()) {
            throw unknown();
        }
        return found.get(0);
    }

    /** Returns the rows with the names of whom they concern; without those of a contact whom the caller does not meet (GDPR article 18). */
    private List<Sale> named(List<SaleRow> rows) {
        Map<Long, Ref> contacts = directory.contacts(
                rows.stream().map(SaleRow::contact).filter(Objects::nonNull).toList());
        Map<Long, Ref> companies = directory.companies(
                rows.stream().map(SaleRow::company).filter(Objects::nonNull).toList());
        Map<Long, Map<String, Object>> values = FreeFields.values(
                fields, SaleFields.OWNER, rows.stream().map(SaleRow::key).toList());
        return rows.stream()
                .filter(r -> r.contact() == null || contacts.containsKey(r.contact()))
                .map(r -> r.named(contacts, companies, values))
                .toList();
    }

    private void change(UUID id, Consumer<SaleEntity> change) {
        jpa.tx(TransactionType.Required, em -> {
            change.accept(em.createQuery("SELECT e FROM SaleEntity e WHERE e.publicId = :id", SaleEntity.class)
                    .setParameter("id", id.toString())
                    .getSingleResult());
            em.flush();
        });
    }

    private void lock(Connection connection, UUID id, long version) throws SQLException {
        directory.lockForWriting(row(connection, id).contact());
        RowLock.lock(database, connection, "sale", id, version, SaleService::unknown);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Försäljningen finns inte (längre). Sök fram den på nytt.",
                "There is no such sale (any more). Look it up again."));
    }
}
