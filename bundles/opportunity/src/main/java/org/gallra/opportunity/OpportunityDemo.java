package org.gallra.opportunity;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

/** Adds an opportunity for about every fourth contact to the demo data set. */
@Component
public final class OpportunityDemo implements DemoContributor {

    private static final List<String> GOODS = List.of(
            "Serviceavtal", "Utbildning", "Licenser", "Lageruppgradering", "Rådgivning", "Reservdelar", "Installation");
    private static final String INSERT =
            "INSERT INTO opportunity (public_id, version, contact_id, company_id, name, stage, probability,"
                    + " amount, currency, expected_on, closed_on, owner, created_at, changed_at, search_key)"
                    + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'SEK', ?, ?, ?, ?, ?, ?)";

    private final Database database;
    private final ContactDirectory directory;

    /** Waits for the tables. */
    @Activate
    public OpportunityDemo(
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference(target = "(gallra.schema=org.gallra.opportunity)") SchemaReady schema) {
        this.database = database;
        this.directory = directory;
    }

    @Override
    public int rank() {
        return 120;
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
                if (world.random().nextInt(4) == 0) {
                    statement.setLong(2, Objects.requireNonNull(contacts.get(person.contact())));
                    statement.setLong(3, companies.computeIfAbsent(person.company(), directory::companyKey));
                    bind(statement, world, ++rows);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        return rows;
    }

    private static void bind(PreparedStatement statement, World world, int number) throws SQLException {
        RandomGenerator random = world.random();
        Instant created = world.now().minus(Duration.ofDays(1 + random.nextInt(700)));
        LocalDate day = LocalDate.ofInstant(created, ZoneOffset.UTC);
        List<String> users = world.users();
        statement.setString(1, new UUID(random.nextLong(), random.nextLong()).toString());
        Stage stage = Stage.values()[random.nextInt(Stage.values().length)];
        String name = GOODS.get(random.nextInt(GOODS.size())) + " " + day.getYear() + "-" + number;
        statement.setString(4, name);
        statement.setString(13, SearchWords.key(name));
        statement.setString(5, stage.name());
        statement.setInt(6, stage.probability());
        statement.setBigDecimal(7, BigDecimal.valueOf(5_000L * (1 + random.nextInt(120))));
        statement.setDate(8, Date.valueOf(day.plusDays(30 + random.nextInt(120))));
        statement.setDate(9, stage.closed() ? Date.valueOf(day.plusDays(20)) : null);
        statement.setString(10, users.isEmpty() ? null : users.get(random.nextInt(users.size())));
        statement.setTimestamp(11, Timestamp.from(created));
        statement.setTimestamp(12, Timestamp.from(created));
    }
}
