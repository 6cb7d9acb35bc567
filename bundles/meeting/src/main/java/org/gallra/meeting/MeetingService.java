package org.gallra.meeting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
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
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Keyset;
import org.gallra.api.search.RecordSearch;
import org.gallra.api.search.SearchWords;
import org.gallra.api.ui.UiSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Meetings: single ones through JPA, participants and lists through SQL. Each change is one transaction. */
@Component(service = MeetingService.class)
public final class MeetingService {

    private static final Duration RECENT = Duration.ofDays(31);

    private static final RecordSearch SEARCH = new RecordSearch("meeting", "t.starts_at", "t.company_id");

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
    public MeetingService(
            @Reference(target = "(osgi.unit.name=org.gallra.meeting)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.meeting)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
    }

    /** Creates a meeting; an anonymized participant refuses it with {@code CONFLICT}. */
    Meeting create(MeetingDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        Instant now = now();
        MeetingDraft clean = draft.clean(now);
        return database.inTransaction(connection -> {
            Map<ContactId, Long> people = forWriting(clean.people(), List.of());
            MeetingEntity entity = MeetingEntity.create(now);
            entity.write(clean, company(clean, people), caller.userName(), now);
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            UUID id = UUID.fromString(entity.publicId);
            long key = row(connection, id).key();
            participate(connection, key, people.values());
            FreeFields.write(fields, MeetingFields.OWNER, key, true, clean.freeFields());
            return find(connection, id);
        });
    }

    /** Returns a meeting. */
    Meeting get(UUID id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    /**
     * Replaces all values of a meeting if it still has the version. Anonymized participants stay if they are named again;
     * they cannot be added.
     */
    Meeting update(UUID id, long version, MeetingDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        Instant now = now();
        MeetingDraft clean = draft.clean(now);
        return database.inTransaction(connection -> {
            long key = row(connection, id).key();
            List<Long> before = people(connection, List.of(key)).getOrDefault(key, List.of());
            keep(before);
            Map<ContactId, Long> people = forWriting(clean.people(), before);
            lock(connection, id, version);
            change(id, e -> e.write(clean, company(clean, people), caller.userName(), now));
            execute(connection, "DELETE FROM meeting_participant WHERE meeting_id = ?", key);
            participate(connection, key, people.values());
            FreeFields.write(fields, MeetingFields.OWNER, key, false, clean.freeFields());
            return find(connection, id);
        });
    }

    /** Says that a meeting was held, when it began; one that was held already stays as it is. */
    Meeting held(UUID id) {
        return held(id, null);
    }

    /** Says the same if the meeting still has the version; without one, whatever it has. */
    Meeting held(UUID id, @Nullable Long version) {
        access.require(Permission.WRITE);
        return database.inTransaction(connection -> {
            MeetingRow meeting = lock(connection, id, version);
            if (meeting.heldAt() == null) {
                if (meeting.startsAt().isAfter(now())) {
                    throw new GallraException(
                            GallraException.Code.CONFLICT,
                            new Text(
                                    "Mötet har inte börjat än. Ändra tiden om det redan har hållits.",
                                    "The meeting has not begun yet. Change its time if it was held already."));
                }
                change(id, e -> e.held(now()));
            }
            return find(connection, id);
        });
    }

    /** Deletes a meeting if it still has the version. */
    void delete(UUID id, long version) {
        access.require(Permission.WRITE);
        database.inTransaction(connection -> {
            long key = lock(connection, id, version).key();
            execute(connection, "DELETE FROM meeting_participant WHERE meeting_id = ?", key);
            return execute(connection, "DELETE FROM meeting WHERE id = ?", key);
        });
    }

    /** Returns the latest meetings each of whose words stands in the title or in the company's name; without what the caller does not meet. */
    List<Meeting> find(String words, int most) {
        access.require(Permission.READ);
        List<MeetingRow> rows = SEARCH.find(database, directory, words, met(), most, MeetingRow::read);
        return database.read(connection -> named(connection, rows));
    }

    /** A meeting is met by who meets one of its participants, or if it has none. */
    private SqlFragment met() {
        String people = "SELECT 1 FROM meeting_participant p WHERE p.meeting_id = t.id";
        return SqlFragment.of(" AND (NOT EXISTS (" + people + ") OR EXISTS (" + people + " AND NOT (")
                .append(directory.hidden("p.contact_id"))
                .append(")))");
    }

    /** Returns how many there are, up to the limit of {@link UiSearch#COUNTED} and one more. */
    long count(String words) {
        access.require(Permission.READ);
        return SEARCH.count(database, directory, words, met(), UiSearch.COUNTED + 1);
    }

    /** Returns one page. */
    Page<Meeting> list(MeetingQuery query) {
        access.require(Permission.READ);
        Listing listing = new Listing(
                "meeting", query.sort().sql, query.descending(), where(query), query.cursor(), query.limit());
        return database.inTransaction(connection -> {
            SearchWords.planned(connection, database.kind(), query.words());
            Page<MeetingRow> page = listing.read(connection, MeetingRow::read, MeetingRow::id);
            return new Page<>(named(connection, page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /** Returns one page for somebody who looks; nothing is counted, and meetings that the caller does not meet are left out of their page. */
    Page<Meeting> look(MeetingQuery query) {
        access.require(Permission.READ);
        return RecordSearch.planned(database, query.words(), connection -> {
            Page<MeetingRow> page = rows(connection, query);
            return new Page<>(named(connection, page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /** The latest are sought in the month before the page first: Derby reads an index forwards only, and would sort all of them. */
    private Page<MeetingRow> rows(Connection connection, MeetingQuery query) throws SQLException {
        if (query.descending() && query.from() == null && query.words() == null) {
            Instant last = query.to() == null ? now() : query.to();
            if (query.cursor() != null) {
                UUID before = Keyset.read(query.sort().sql + "-", query.cursor());
                last = Rows.list(
                                connection,
                                SqlFragment.of(
                                        "SELECT t.starts_at FROM meeting t WHERE t.public_id = ?", before.toString()),
                                row -> Objects.requireNonNull(Rows.instant(row, "starts_at")))
                        .stream()
                        .findFirst()
                        .orElse(last);
            }
            Page<MeetingRow> page = look(connection, query.since(last.minus(RECENT)));
            if (page.next() != null) {
                return page;
            }
        }
        return look(connection, query);
    }

    private Page<MeetingRow> look(Connection connection, MeetingQuery query) throws SQLException {
        return new Listing("meeting", query.sort().sql, query.descending(), where(query), query.cursor(), query.limit())
                .look(connection, database.kind(), MeetingRow::read, MeetingRow::id);
    }

    private SqlFragment where(MeetingQuery query) {
        SqlFragment where = SqlFragment.of("WHERE 1 = 1");
        if (query.contact() != null) {
            where = where.append(
                    " AND t.id IN (SELECT p.meeting_id FROM meeting_participant p WHERE p.contact_id = ?)",
                    directory.contactKey(query.contact()));
        }
        if (query.company() != null) {
            where = where.append(" AND t.company_id = ?", directory.companyKey(query.company()));
        }
        if (query.held() != null) {
            where = where.append(query.held() ? " AND t.held_at IS NOT NULL" : " AND t.held_at IS NULL");
        }
        if (query.owner() != null) {
            where = where.append(" AND t.owner = ?", query.owner());
        }
        if (query.from() != null) {
            where = where.append(" AND t.starts_at >= ?", query.from());
        }
        if (query.to() != null) {
            where = where.append(" AND t.starts_at < ?", query.to());
        }
        return where.append(SEARCH.condition(database, directory, query.words()));
    }

    private Meeting find(Connection connection, UUID id) throws SQLException {
        return named(connection, List.of(row(connection, id))).stream()
                .findFirst()
                .orElseThrow(MeetingService::unknown);
    }

    private static MeetingRow row(Connection connection, UUID id) throws SQLException {
        List<MeetingRow> found = Rows.list(
                connection,
                SqlFragment.of(MeetingRow.SELECT + " WHERE t.public_id = ?", id.toString()),
                MeetingRow::read);
        if (found.isEmpty()) {
            throw unknown();
        }
        return found.get(0);
    }

    /** Returns the rows with their people; without those all of whose participants the caller does not meet (GDPR article 18). */
    private List<Meeting> named(Connection connection, List<MeetingRow> rows) throws SQLException {
        Map<Long, List<Long>> people =
                people(connection, rows.stream().map(MeetingRow::key).toList());
        Map<Long, Ref> contacts = directory.contacts(
                people.values().stream().flatMap(Collection::stream).distinct().toList());
        Map<Long, Ref> companies = directory.companies(
                rows.stream().map(MeetingRow::company).filter(Objects::nonNull).toList());
        Map<Long, Map<String, Object>> values = FreeFields.values(
                fields, MeetingFields.OWNER, rows.stream().map(MeetingRow::key).toList());
        return rows.stream()
                .filter(r -> {
                    List<Long> all = people.getOrDefault(r.key(), List.of());
                    return all.isEmpty() || all.stream().anyMatch(contacts::containsKey);
                })
                .map(r -> r.named(people.getOrDefault(r.key(), List.of()), contacts, companies, values))
                .toList();
    }

    /** Returns the keys of the participants by meeting; of one page at most, so that one statement holds them. */
    private static Map<Long, List<Long>> people(Connection connection, List<Long> meetings) throws SQLException {
        Map<Long, List<Long>> people = new HashMap<>();
        if (!meetings.isEmpty()) {
            String marks = "?, ".repeat(meetings.size() - 1) + "?";
            Rows.list(
                            connection,
                            SqlFragment.of(
                                    "SELECT meeting_id, contact_id FROM meeting_participant WHERE meeting_id IN ("
                                            + marks + ")",
                                    meetings.toArray()),
                            row -> new long[] {row.getLong(1), row.getLong(2)})
                    .forEach(r ->
                            people.computeIfAbsent(r[0], k -> new ArrayList<>()).add(r[1]));
        }
        return people;
    }

    /**
     * Returns the keys of the participants, in the order of the draft, and keeps those that are new from being erased
     * meanwhile: in the order of their keys, as erasures lock them.
     */
    private Map<ContactId, Long> forWriting(List<ContactId> people, List<Long> before) {
        Map<ContactId, Long> known = directory.contactKeys(people);
        for (long key : new TreeSet<>(known.values())) {
            ContactId id = known.entrySet().stream()
                    .filter(e -> e.getValue() == key)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            if (!before.contains(key)) {
                directory.contactKeyForWriting(id);
            }
        }
        Map<ContactId, Long> keys = new LinkedHashMap<>();
        for (ContactId id : people) {
            keys.put(
                    id,
                    Input.reference(
                            "participants",
                            () -> known.containsKey(id)
                                    ? Objects.requireNonNull(known.get(id))
                                    : Long.valueOf(directory.contactKey(id))));
        }
        return keys;
    }

    /**
     * Keeps the participants of a meeting from being erased meanwhile, in the order of their keys, so that nothing is written
     * about somebody who is just being forgotten. A meeting with nobody but anonymized people is about nobody any more.
     */
    private void keep(List<Long> people) {
        Map<Long, Ref> refs = directory.contacts(people);
        List<Long> known = people.stream()
                .filter(key -> !refs.containsKey(key) || !refs.get(key).anonymized())
                .sorted()
                .toList();
        if (known.isEmpty() && !people.isEmpty()) {
            throw new GallraException(
                    GallraException.Code.CONFLICT,
                    new Text(
                            "Alla som deltog är anonymiserade. Mötet kan inte ändras.",
                            "Everybody who took part is anonymized. The meeting cannot be changed."));
        }
        known.forEach(directory::lockForWriting);
    }

    private static void participate(Connection connection, long meeting, Collection<Long> people) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO meeting_participant (meeting_id, contact_id) VALUES (?, ?)")) {
            for (Long contact : people) {
                insert.setLong(1, meeting);
                insert.setLong(2, contact);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int execute(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            return statement.executeUpdate();
        }
    }

    private void change(UUID id, Consumer<MeetingEntity> change) {
        jpa.tx(TransactionType.Required, em -> {
            change.accept(em.createQuery("SELECT m FROM MeetingEntity m WHERE m.publicId = :id", MeetingEntity.class)
                    .setParameter("id", id.toString())
                    .getSingleResult());
            em.flush();
        });
    }

    private MeetingRow lock(Connection connection, UUID id, @Nullable Long version) throws SQLException {
        RowLock.lock(database, connection, "meeting", id, version, MeetingService::unknown);
        MeetingRow meeting = row(connection, id);
        directory.requireUnrestricted(
                people(connection, List.of(meeting.key())).getOrDefault(meeting.key(), List.of()));
        return meeting;
    }

    private @Nullable Long company(MeetingDraft draft, Map<ContactId, Long> people) {
        CompanyId company = draft.company();
        if (company != null) {
            return Input.reference("company", () -> directory.companyKey(company));
        }
        return people.isEmpty()
                ? null
                : directory.companyKeyOfContact(people.values().iterator().next());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Mötet finns inte (längre). Sök fram det på nytt.",
                "There is no such meeting (any more). Look it up again."));
    }
}
