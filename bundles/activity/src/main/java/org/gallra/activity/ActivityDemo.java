package org.gallra.activity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.demo.DemoContributor;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.search.SearchWords;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds about four activities per contact to the demo data set, most of them done in the last two years. */
@Component
public final class ActivityDemo implements DemoContributor {

    private static final int BATCH = 500;
    private static final int DAYS_BACK = 730;
    private static final int DAYS_AHEAD = 45;
    private static final String INSERT =
            "INSERT INTO activity (public_id, version, contact_id, company_id, kind, subject,"
                    + " notes, place, outcome, due_at, done_at, owner, created_at, changed_at, open_month, search_key)"
                    + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Database database;
    private final ContactDirectory directory;

    /** Waits for the tables. */
    @Activate
    public ActivityDemo(
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference(target = "(gallra.schema=org.gallra.activity)") SchemaReady schema) {
        this.database = database;
        this.directory = directory;
    }

    @Override
    public int rank() {
        return 100;
    }

    @Override
    public void contribute(World world) {
        database.inTransaction(connection -> insert(connection, world));
    }

    private int insert(Connection connection, World world) throws SQLException {
        Map<ContactId, Long> contacts = directory.contactKeys(
                world.contacts().stream().map(Person::contact).toList());
        Map<CompanyId, Long> companies = new HashMap<>();
        int rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (Person person : world.contacts()) {
                long contact = Objects.requireNonNull(contacts.get(person.contact()));
                long company = companies.computeIfAbsent(person.company(), directory::companyKey);
                int number = 2 + world.random().nextInt(5);
                for (int i = 0; i < number; i++) {
                    bind(statement, world, person, contact, company);
                    statement.addBatch();
                    if (++rows % BATCH == 0) {
                        statement.executeBatch();
                    }
                }
            }
            statement.executeBatch();
        }
        return rows;
    }

    private static void bind(PreparedStatement statement, World world, Person person, long contact, long company)
            throws SQLException {
        RandomGenerator random = world.random();
        DemoTexts text = DemoTexts.pick(random);
        boolean open = text.type() != ActivityType.NOTE && random.nextInt(8) == 0;
        Instant at = open
                ? quarterHour(world.now().plus(Duration.ofDays(random.nextInt(DAYS_AHEAD + 10) - 10)), random)
                : quarterHour(world.now().minus(Duration.ofDays(1 + random.nextInt(DAYS_BACK))), random);
        Instant created = open ? world.now().minus(Duration.ofDays(11)) : at.minus(Duration.ofDays(random.nextInt(14)));
        List<String> users = world.users();
        statement.setString(1, new UUID(random.nextLong(), random.nextLong()).toString());
        statement.setLong(2, contact);
        statement.setLong(3, company);
        statement.setString(4, text.type().name());
        statement.setString(5, text.subject());
        statement.setString(6, text.notes(person.name(), random));
        statement.setString(7, text.place());
        statement.setString(8, open ? null : text.outcome());
        if (text.type() == ActivityType.NOTE) {
            statement.setNull(9, Types.TIMESTAMP);
        } else {
            statement.setTimestamp(9, Timestamp.from(at));
        }
        if (open) {
            statement.setNull(10, Types.TIMESTAMP);
            statement.setInt(14, WorkQuery.month(at));
        } else {
            statement.setTimestamp(10, Timestamp.from(at));
            statement.setNull(14, Types.INTEGER);
        }
        statement.setString(11, users.isEmpty() ? null : users.get(random.nextInt(users.size())));
        statement.setTimestamp(12, Timestamp.from(created));
        statement.setTimestamp(13, Timestamp.from(open ? created : at));
        statement.setString(15, SearchWords.key(text.subject()));
    }

    /** A quarter of an hour between seven and sixteen (UTC) on the day. */
    private static Instant quarterHour(Instant day, RandomGenerator random) {
        return day.truncatedTo(java.time.temporal.ChronoUnit.DAYS)
                .plus(Duration.ofMinutes(7 * 60 + 15L * random.nextInt(36)));
    }
}
