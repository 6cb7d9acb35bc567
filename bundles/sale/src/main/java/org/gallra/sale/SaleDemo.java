package org.gallra.sale;

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

/** Adds a sale for about every fifth contact to the demo data set. */
@Component
public final class SaleDemo implements DemoContributor {

    private static final List<String> GOODS = List.of(
            "Serviceavtal", "Utbildning", "Licenser", "Lageruppgradering", "Rådgivning", "Reservdelar", "Installation");
    private static final String INSERT =
            "INSERT INTO sale (public_id, version, contact_id, company_id, order_number, invoice_number, description,"
                    + " amount, currency, sold_on, owner, created_at, changed_at, search_key)"
                    + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'SEK', ?, ?, ?, ?, ?)";

    private final Database database;
    private final ContactDirectory directory;

    /** Waits for the tables. */
    @Activate
    public SaleDemo(
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference(target = "(gallra.schema=org.gallra.sale)") SchemaReady schema) {
        this.database = database;
        this.directory = directory;
    }

    @Override
    public int rank() {
        return 130;
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
                if (world.random().nextInt(5) == 0) {
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
        String order = "O" + day.getYear() + "-" + (1000 + number);
        String invoice = "F" + day.getYear() + "-" + (5000 + number);
        String goods = GOODS.get(random.nextInt(GOODS.size()));
        statement.setString(4, order);
        statement.setString(5, invoice);
        statement.setString(6, goods);
        statement.setString(12, SearchWords.key(goods, order, invoice));
        statement.setBigDecimal(7, BigDecimal.valueOf(2_500L * (1 + random.nextInt(90))));
        statement.setDate(8, Date.valueOf(day));
        statement.setString(9, users.isEmpty() ? null : users.get(random.nextInt(users.size())));
        statement.setTimestamp(10, Timestamp.from(created));
        statement.setTimestamp(11, Timestamp.from(created));
    }
}
