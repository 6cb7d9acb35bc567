package org.gallra.opportunity;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

/** Opportunities: single ones through JPA, lists through one statement. Each change is one transaction. */
@Component(service = OpportunityService.class)
public final class OpportunityService {

    private static final String OPEN = " AND t.stage IN ('NEW', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION')";
    private static final String CLOSED = " AND t.stage IN ('WON', 'LOST')";

    private static final RecordSearch SEARCH = new RecordSearch("opportunity", "t.created_at", "t.company_id");

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
    public OpportunityService(
            @Reference(target = "(osgi.unit.name=org.gallra.opportunity)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.opportunity)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
    }

    /** Creates an opportunity; an anonymized contact refuses it with {@code CONFLICT}. */
    Opportunity create(OpportunityDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        OpportunityDraft clean = draft.clean(today());
        return database.inTransaction(connection -> {
            Link link = directory.linkForWriting(clean.contact(), clean.company());
            OpportunityEntity entity = OpportunityEntity.create(now());
            entity.write(clean, link, caller.userName(), now());
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            FreeFields.write(fields, OpportunityFields.OWNER, entity.id, true, clean.freeFields());
            return find(connection, UUID.fromString(entity.publicId));
        });
    }

    /** Returns an opportunity. */
    Opportunity get(UUID id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    /** Replaces all values of an opportunity if it still has the version. */
    Opportunity update(UUID id, long version, OpportunityDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        OpportunityDraft clean = draft.clean(today());
        return database.inTransaction(connection -> {
            Link link = directory.linkForWriting(clean.contact(), clean.company());
            lock(connection, id, version);
            change(id, e -> e.write(clean, link, caller.userName(), now()));
            FreeFields.write(
                    fields, OpportunityFields.OWNER, row(connection, id).key(), false, clean.freeFields());
            return find(connection, id);
        });
    }

    /** Deletes an opportunity if it still has the version. */
    void delete(UUID id, long version) {
        access.require(Permission.WRITE);
        database.inTransaction(connection -> {
            lock(connection, id, version);
            jpa.tx(TransactionType.Required, em -> {
                em.createQuery("DELETE FROM OpportunityEntity e WHERE e.publicId = :id")
                        .setParameter("id", id.toString())
                        .executeUpdate();
            });
            return id;
        });
    }

    /** Returns the latest opportunities each of whose words stands in the title or in the company's name; without what the caller does not meet. */
    List<Opportunity> find(String words, int most) {
        access.require(Permission.READ);
        return named(SEARCH.find(database, directory, words, met(), most, OpportunityRow::read));
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
    Page<Opportunity> list(OpportunityQuery query) {
        access.require(Permission.READ);
        Listing listing = new Listing(
                "opportunity", query.sort().sql, query.descending(), where(query), query.cursor(), query.limit());
        return database.inTransaction(connection -> {
            SearchWords.planned(connection, database.kind(), query.words());
            Page<OpportunityRow> page = listing.read(connection, OpportunityRow::read, OpportunityRow::id);
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /** Returns one page for somebody who looks; nothing is counted, and what concerns a contact whom the caller does not meet is left out of it. */
    Page<Opportunity> look(OpportunityQuery query) {
        access.require(Permission.READ);
        Listing listing = new Listing(
                "opportunity", query.sort().sql, query.descending(), where(query), query.cursor(), query.limit());
        return RecordSearch.planned(database, query.words(), connection -> {
            Page<OpportunityRow> page =
                    listing.look(connection, database.kind(), OpportunityRow::read, OpportunityRow::id);
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /**
     * Returns the open opportunities of each stage whose decision is expected first; those without a day come last.
     *
     * @param owner only those of this user, or null
     * @param limit how many of each stage at most
     */
    Map<Stage, List<Opportunity>> board(@Nullable String owner, int limit) {
        access.require(Permission.READ);
        String first = " ORDER BY t.stage, t.expected_on, t.id FETCH FIRST " + limit + " ROWS ONLY" + isolation();
        return database.read(connection -> {
            List<OpportunityRow> rows = new ArrayList<>();
            for (Stage stage : Stage.values()) {
                if (!stage.closed()) {
                    SqlFragment one = SqlFragment.of("SELECT t.* FROM opportunity t WHERE t.stage = ?", stage.name());
                    rows.addAll(Rows.list(
                            connection,
                            (owner == null ? one : one.append(" AND t.owner = ?", owner)).append(first),
                            OpportunityRow::read));
                }
            }
            return named(rows).stream().collect(Collectors.groupingBy(Opportunity::stage));
        });
    }

    /**
     * Returns what the opportunities of a list come to, by stage; without those of contacts whom the caller does not meet. Of more
     * than {@link #summed()} it is that of the first ones, and no sum of the list.
     *
     * @param query the list; its order and place do not matter
     */
    Map<Stage, Sums> sums(OpportunityQuery query) {
        access.require(Permission.READ);
        SqlFragment sums = SqlFragment.of(
                        "SELECT s.stage, s.currency, COUNT(*), SUM(s.amount) FROM (SELECT t.stage, t.currency, t.amount FROM opportunity t ")
                .append(where(query))
                .append(" AND NOT (")
                .append(directory.hidden("t.contact_id"))
                .append(") FETCH FIRST " + (summed() + 1) + " ROWS ONLY) s GROUP BY s.stage, s.currency" + isolation());
        return RecordSearch.planned(database, query.words(), connection -> {
            Map<Stage, Sums> found = new EnumMap<>(Stage.class);
            Rows.list(connection, sums, row -> found.computeIfAbsent(Stage.valueOf(row.getString(1)), s -> new Sums())
                    .add(
                            row.getString(2),
                            row.getLong(3),
                            Objects.requireNonNullElse(row.getBigDecimal(4), BigDecimal.ZERO)));
            return found;
        });
    }

    /** Moves an opportunity to another stage, with that stage's probability, if it still has the version. */
    Opportunity move(UUID id, long version, Stage stage) {
        access.require(Permission.WRITE);
        return database.inTransaction(connection -> {
            lock(connection, id, version);
            change(id, e -> e.move(stage, today(), now()));
            return find(connection, id);
        });
    }

    private String isolation() {
        return database.kind() == Database.Kind.DERBY ? " WITH UR" : "";
    }

    /** Returns how many rows a sum looks at: as many as the database reads within a part of a page's time. */
    int summed() {
        return database.kind() == Database.Kind.DERBY ? 3_000 : 20_000;
    }

    private SqlFragment where(OpportunityQuery query) {
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
        if (query.stage() != null) {
            where = where.append(" AND t.stage = ?", query.stage().name());
        }
        if (query.open() != null) {
            where = where.append(query.open() ? OPEN : CLOSED);
        }
        return where.append(SEARCH.condition(database, directory, query.words()));
    }

    private Opportunity find(Connection connection, UUID id) throws SQLException {
        return named(List.of(row(connection, id))).stream().findFirst().orElseThrow(OpportunityService::unknown);
    }

    private static OpportunityRow row(Connection connection, UUID id) throws SQLException {
        List<OpportunityRow> found = Rows.list(
                connection,
                SqlFragment.of("SELECT t.* FROM opportunity t WHERE t.public_id = ?", id.toString()),
                OpportunityRow::read);
        if (found.isEmpty()) {
            throw unknown();
        }
        return found.get(0);
    }

    /** Returns the rows with the names of whom they concern; without those of a contact whom the caller does not meet (GDPR article 18). */
    private List<Opportunity> named(List<OpportunityRow> rows) {
        Map<Long, Ref> contacts = directory.contacts(rows.stream()
                .map(OpportunityRow::contact)
                .filter(Objects::nonNull)
                .toList());
        Map<Long, Ref> companies = directory.companies(rows.stream()
                .map(OpportunityRow::company)
                .filter(Objects::nonNull)
                .toList());
        Map<Long, Map<String, Object>> values = FreeFields.values(
                fields,
                OpportunityFields.OWNER,
                rows.stream().map(OpportunityRow::key).toList());
        return rows.stream()
                .filter(r -> r.contact() == null || contacts.containsKey(r.contact()))
                .map(r -> r.named(contacts, companies, values))
                .toList();
    }

    private void change(UUID id, Consumer<OpportunityEntity> change) {
        jpa.tx(TransactionType.Required, em -> {
            change.accept(
                    em.createQuery("SELECT e FROM OpportunityEntity e WHERE e.publicId = :id", OpportunityEntity.class)
                            .setParameter("id", id.toString())
                            .getSingleResult());
            em.flush();
        });
    }

    private void lock(Connection connection, UUID id, long version) throws SQLException {
        directory.lockForWriting(row(connection, id).contact());
        RowLock.lock(database, connection, "opportunity", id, version, OpportunityService::unknown);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Affärsmöjligheten finns inte (längre). Sök fram den på nytt.",
                "There is no such opportunity (any more). Look it up again."));
    }
}
