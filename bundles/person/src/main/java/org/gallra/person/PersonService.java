package org.gallra.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.Likeness;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.person.Decisions.Decision;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Cards of the same person: who may read sees them, who may write decides. Nothing is decided by itself, for two people can
 * share an address, and what belongs together is handed over and forgotten together.
 */
@Component(service = PersonService.class)
public final class PersonService {

    /** How many proposals a card shows. */
    private static final int PROPOSED = 50;
    /** Through how many keys a statement looks for pairs; more each time. */
    private static final long FIRST_RANGE = 1_000;

    private static final long MOST_RANGE = 32_000;

    private final Database database;
    private final Decisions decisions;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Clock clock;

    /** Takes the table and the directory. */
    @Activate
    public PersonService(
            @Reference Database database,
            @Reference Decisions decisions,
            @Reference ContactDirectory directory,
            @Reference AccessControl access) {
        this(database, decisions, directory, access, Clock.systemUTC());
    }

    PersonService(
            Database database, Decisions decisions, ContactDirectory directory, AccessControl access, Clock clock) {
        this.database = database;
        this.decisions = decisions;
        this.directory = directory;
        this.access = access;
        this.clock = clock;
    }

    /** Returns the other cards of a contact. */
    Cards cards(ContactId contact) {
        access.require(Permission.READ);
        return database.inTransaction(connection -> {
            long key = directory.contactKey(contact);
            Map<Long, EnumSet<Likeness>> alike = alike(connection, key);
            Map<Long, Decision> decided = Decisions.of(connection, key).stream()
                    .collect(Collectors.toMap(Decision::other, d -> d, (a, b) -> a, TreeMap::new));
            Set<Long> same = new LinkedHashSet<>(decisions.others(key));
            List<Long> proposed = alike.entrySet().stream()
                    .filter(e -> !decided.containsKey(e.getKey()) && !same.contains(e.getKey()))
                    .sorted(Comparator.comparing((Map.Entry<Long, EnumSet<Likeness>> e) ->
                                    e.getValue().iterator().next())
                            .thenComparing(Map.Entry::getKey))
                    .limit(PROPOSED)
                    .map(Map.Entry::getKey)
                    .toList();
            List<Long> declined = decided.values().stream()
                    .filter(d -> !d.same())
                    .map(Decision::other)
                    .toList();
            Set<Long> all = new HashSet<>(same);
            all.addAll(proposed);
            all.addAll(declined);
            Naming naming = naming(connection, all);
            return new Cards(
                    named(same, naming, alike, decided, true),
                    named(proposed, naming, alike, decided, null),
                    named(declined, naming, alike, decided, false));
        });
    }

    private Map<Long, EnumSet<Likeness>> alike(Connection connection, long key) throws SQLException {
        Map<Long, EnumSet<Likeness>> alike = new HashMap<>();
        SqlFragment query = SqlFragment.of("SELECT DISTINCT x.k, x.l FROM (")
                .append(directory.selectAlike(key))
                .append(") x (k, l) FETCH FIRST 500 ROWS ONLY");
        Rows.list(connection, query, row -> alike.computeIfAbsent(row.getLong(1), k -> EnumSet.noneOf(Likeness.class))
                .add(Likeness.valueOf(row.getString(2).strip())));
        return alike;
    }

    /** How contacts and their companies are called. */
    private record Naming(Map<Long, Ref> contacts, Map<String, String> companies) {}

    private Naming naming(Connection connection, Collection<Long> keys) throws SQLException {
        if (keys.isEmpty()) {
            return new Naming(Map.of(), Map.of());
        }
        Map<Long, Ref> contacts = directory.contacts(keys);
        String marks = String.join(",", Collections.nCopies(keys.size(), "?"));
        SqlFragment query = SqlFragment.of("SELECT DISTINCT x.c FROM (")
                .append(directory.selectWithCompany())
                .append(new SqlFragment(") x (k, c) WHERE x.k IN (" + marks + ")", new ArrayList<>(keys)));
        List<Long> firms = Rows.list(connection, query, row -> row.getLong(1));
        Map<String, String> companies = new HashMap<>();
        directory.companies(firms).values().forEach(ref -> companies.put(String.valueOf(ref.company()), ref.name()));
        return new Naming(contacts, companies);
    }

    private static List<Card> named(
            Collection<Long> keys,
            Naming naming,
            Map<Long, EnumSet<Likeness>> alike,
            Map<Long, Decision> decided,
            @Nullable Boolean same) {
        List<Card> cards = new ArrayList<>();
        for (Long key : keys) {
            Decision decision = decided.get(key);
            Card card = card(key, naming, alike.getOrDefault(key, EnumSet.noneOf(Likeness.class)), same, decision);
            if (card != null) {
                cards.add(card);
            }
        }
        cards.sort(Comparator.comparing(Card::name)
                .thenComparing(card -> card.contact().toString()));
        return cards;
    }

    /** Returns the card as shown; null if the caller does not meet it, or if there is nobody behind it any more. */
    private static @Nullable Card card(
            Long key,
            Naming naming,
            Collection<Likeness> reasons,
            @Nullable Boolean same,
            @Nullable Decision decision) {
        Ref ref = naming.contacts().get(key);
        if (ref == null || ref.contact() == null || ref.anonymized()) {
            return null;
        }
        return new Card(
                ref.contact(),
                ref.name(),
                ref.company(),
                ref.company() == null
                        ? null
                        : naming.companies().get(ref.company().toString()),
                List.copyOf(reasons),
                same,
                decision == null ? null : decision.by(),
                decision == null ? null : decision.at());
    }

    /**
     * Decides whether two contacts are the same person, in the place of an earlier decision.
     *
     * @throws GallraException {@code INVALID} if both are one contact; {@code CONFLICT} if one is anonymized or restricted, or
     *     if they are said to be two people but belong together by way of another card
     */
    Cards decide(ContactId contact, ContactId other, boolean same) {
        Caller caller = access.require(Permission.WRITE);
        if (contact.equals(other)) {
            throw GallraException.invalid(
                    "other",
                    new Text("Det är samma kort. Välj ett annat.", "That is the same card. Choose another one."));
        }
        return database.inTransaction(connection -> {
            long one = directory.contactKey(contact);
            long two = directory.contactKey(other);
            // in the order in which everybody locks
            directory.contactKeyForWriting(one < two ? contact : other);
            directory.contactKeyForWriting(one < two ? other : contact);
            Decisions.write(
                    connection,
                    one,
                    two,
                    same,
                    caller.userName(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            if (!same && decisions.others(one).contains(two)) {
                throw GallraException.conflict(new Text(
                        "De hör ihop genom ett tredje kort. Skilj det kortet från ett av dem först.",
                        "They belong together by way of a third card. Separate that card from one of them first."));
            }
            return cards(contact);
        });
    }

    /** Takes a decision back, so that the two are proposed again if they are alike. */
    Cards withdraw(ContactId contact, ContactId other) {
        access.require(Permission.WRITE);
        return database.inTransaction(connection -> {
            long one = directory.contactKey(contact);
            long two = directory.contactKey(other);
            if (!Decisions.remove(connection, one, two)) {
                throw GallraException.notFound(new Text(
                        "Det finns inget beslut om de två korten.", "There is no decision about the two cards."));
            }
            return cards(contact);
        });
    }

    /**
     * Returns pairs that are alike and about which nobody has decided, those that were entered first at the top. Looks through the
     * contacts in their order until there are enough or the time is up.
     *
     * @param cursor where to go on, from the page before; null begins
     * @param limit 1 to 200
     * @param time how long to look
     */
    Proposals proposals(@Nullable String cursor, int limit, Duration time) {
        access.require(Permission.READ);
        if (limit < 1 || limit > 200) {
            throw GallraException.invalid("limit", new Text("Ange 1 till 200.", "Give 1 to 200."));
        }
        Spot after = Spot.parse(cursor);
        return database.inTransaction(connection -> {
            long end = System.nanoTime() + time.toNanos();
            long last = directory.lastContactKey();
            long from = after.low();
            long range = FIRST_RANGE;
            List<Found> found = new ArrayList<>();
            do {
                long through = Math.min(last, from + range - 1);
                found.addAll(pairs(connection, from, through, after, limit + 1 - found.size()));
                from = through + 1;
                range = Math.min(range * 2, MOST_RANGE);
            } while (found.size() <= limit && from <= last && System.nanoTime() < end);
            List<Found> shown = found.subList(0, Math.min(limit, found.size()));
            Spot next = found.size() > limit ? shown.get(limit - 1).spot() : from <= last ? new Spot(from, -1) : null;
            return new Proposals(named(connection, shown), next == null ? null : next.toString());
        });
    }

    private List<Found> pairs(Connection connection, long from, long through, Spot after, int most)
            throws SQLException {
        SqlFragment query = SqlFragment.of("SELECT p.a, p.b, MAX(p.e), MAX(p.m), MAX(p.n) FROM (")
                .append(directory.selectAlike(from, through))
                .append(
                        ") p (a, b, e, m, n) WHERE (p.a > ? OR (p.a = ? AND p.b > ?)) AND NOT EXISTS (SELECT 1 FROM same_person s"
                                + " WHERE s.low_id = p.a AND s.high_id = p.b) GROUP BY p.a, p.b ORDER BY p.a, p.b"
                                + " FETCH FIRST " + most + " ROWS ONLY",
                        after.low(),
                        after.low(),
                        after.high());
        return Rows.list(connection, query, Found::read);
    }

    private List<Pair> named(Connection connection, List<Found> found) throws SQLException {
        Set<Long> keys = new HashSet<>();
        found.forEach(f -> keys.addAll(List.of(f.low(), f.high())));
        Naming naming = naming(connection, keys);
        List<Pair> pairs = new ArrayList<>();
        for (Found one : found) {
            Card first = card(one.low(), naming, one.reasons(), null, null);
            Card second = card(one.high(), naming, one.reasons(), null, null);
            if (first != null && second != null) {
                pairs.add(new Pair(first, second));
            }
        }
        return pairs;
    }

    /** A pair as the database gives it. */
    private record Found(long low, long high, List<Likeness> reasons) {

        static Found read(java.sql.ResultSet row) throws SQLException {
            List<Likeness> reasons = new ArrayList<>();
            for (Likeness likeness : Likeness.values()) {
                if (row.getInt(3 + likeness.ordinal()) > 0) {
                    reasons.add(likeness);
                }
            }
            return new Found(row.getLong(1), row.getLong(2), reasons);
        }

        Spot spot() {
            return new Spot(low, high);
        }
    }

    /** A place in the list of pairs. */
    private record Spot(long low, long high) {

        static Spot parse(@Nullable String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return new Spot(0, -1);
            }
            String[] parts = cursor.split("-", 2); // the second number may be negative
            try {
                if (parts.length == 2) {
                    return new Spot(Long.parseLong(parts[0], 36), Long.parseLong(parts[1], 36));
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw GallraException.invalid(
                    "cursor", new Text("Börja om från första sidan.", "Begin again with the first page."));
        }

        @Override
        public String toString() {
            return Long.toString(low, 36) + "-" + Long.toString(high, 36);
        }
    }
}
