package org.gallra.meeting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.demo.DemoContributor;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.SearchWords;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds a meeting for every third contact to the demo data set; every tenth has somebody of another company in it. */
@Component
public final class MeetingDemo implements DemoContributor {

    private static final List<String[]> SUBJECTS = List.of(
            new String[] {"Behovsgenomgång", "Gick igenom vad som behövs i år. Återkommer med förslag.", "Hos kunden"},
            new String[] {"Avtalsförhandling", "Pris och villkor. Nästan överens om leveranstiden.", "Vårt kontor"},
            new String[] {"Uppföljning", "Nöjda med leveransen. Vill se fler referenser.", "Teams"},
            new String[] {"Demonstration", "Visade hela flödet. Frågor om behörigheter och export.", "Teams"},
            new String[] {"Årsmöte med kunden", "Budget och planer för nästa år.", "Hos kunden"},
            new String[] {"Lunch", "Presenterade vår nya kontaktperson.", "Restaurang Hjärtat"});

    private final Database database;
    private final ContactDirectory directory;

    /** Waits for the tables. */
    @Activate
    public MeetingDemo(
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference(target = "(gallra.schema=org.gallra.meeting)") SchemaReady schema) {
        this.database = database;
        this.directory = directory;
    }

    @Override
    public int rank() {
        return 110;
    }

    @Override
    public void contribute(World world) {
        database.inTransaction(connection -> insert(connection, world));
    }

    private int insert(Connection connection, World world) throws SQLException {
        List<Person> people = world.contacts();
        Map<ContactId, Long> keys =
                directory.contactKeys(people.stream().map(Person::contact).toList());
        List<String> ids = new ArrayList<>();
        List<Set<Long>> participants = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO meeting (public_id, version, company_id,"
                        + " subject, notes, place, starts_at, ends_at, held_at, owner, created_at, changed_at, search_key)"
                        + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < people.size(); i++) {
                if (world.random().nextInt(3) == 0) {
                    ids.add(bind(statement, world, people.get(i)));
                    participants.add(with(people, i, keys, world.random()));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO meeting_participant (meeting_id, contact_id) VALUES (?, ?)")) {
            for (int i = 0; i < ids.size(); i++) {
                long meeting = Rows.number(
                        connection, SqlFragment.of("SELECT id FROM meeting WHERE public_id = ?", ids.get(i)));
                for (long contact : participants.get(i)) {
                    statement.setLong(1, meeting);
                    statement.setLong(2, contact);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        return ids.size();
    }

    private static Set<Long> with(List<Person> people, int first, Map<ContactId, Long> keys, RandomGenerator random) {
        Set<Long> with = new LinkedHashSet<>();
        with.add(Objects.requireNonNull(keys.get(people.get(first).contact())));
        for (int i = first + 1; i < Math.min(people.size(), first + 3); i++) {
            if (people.get(i).company().equals(people.get(first).company()) && random.nextBoolean()) {
                with.add(Objects.requireNonNull(keys.get(people.get(i).contact())));
            }
        }
        if (random.nextInt(10) == 0) {
            Person guest = people.get(random.nextInt(people.size()));
            with.add(Objects.requireNonNull(keys.get(guest.contact())));
        }
        return with;
    }

    private String bind(PreparedStatement statement, World world, Person person) throws SQLException {
        RandomGenerator random = world.random();
        String[] text = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
        boolean planned = random.nextInt(6) == 0;
        Instant start = world.now()
                .plus(Duration.ofDays(planned ? 1 + random.nextInt(40) : -1 - random.nextInt(700)))
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofMinutes(7 * 60 + 30L * random.nextInt(18)));
        Timestamp created = Timestamp.from((planned ? world.now() : start).minus(Duration.ofDays(12)));
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        List<String> users = world.users();
        statement.setString(1, id);
        statement.setLong(2, directory.companyKey(person.company()));
        statement.setString(3, text[0]);
        statement.setString(4, planned ? null : text[1]);
        statement.setString(5, text[2]);
        statement.setTimestamp(6, Timestamp.from(start));
        statement.setTimestamp(7, Timestamp.from(start.plus(Duration.ofMinutes(30L + 30 * random.nextInt(4)))));
        if (planned) {
            statement.setNull(8, Types.TIMESTAMP);
        } else {
            statement.setTimestamp(8, Timestamp.from(start));
        }
        statement.setString(9, users.isEmpty() ? null : users.get(random.nextInt(users.size())));
        statement.setTimestamp(10, created);
        statement.setTimestamp(11, created);
        statement.setString(12, SearchWords.key(text[0]));
        return id;
    }
}
