package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** The work of an act grows with the record types, not with the people: what PostgreSQL counts says so. */
class StatementsIT extends OnServer {

    StatementsIT() {
        super(Kind.POSTGRESQL);
    }

    /**
     * An act as the database saw it.
     *
     * @param people how many were anonymized
     * @param records record types of the plan
     * @param statements statements from the order to the receipt, whoever made them
     */
    private record Seen(long people, int records, long statements) {}

    @Test
    void theWorkGrowsWithRecordTypesAndBatches() throws SQLException {
        Seen ten = run(10);
        if (ten.statements() > most(ten)) { // whatever worked beside it can only add
            ten = run(10);
        }
        Seen many = run(BATCH + 10);
        if (many.statements() - ten.statements() > more(ten)) {
            many = run(BATCH + 10);
        }
        assertThat(ten.people()).isEqualTo(10);
        assertThat(many.people()).isEqualTo(BATCH + 10);
        // one batch more; the server's timers look around meanwhile
        assertThat(many.statements() - ten.statements()).isLessThanOrEqualTo(more(ten));
        // requests with their logins, rule, plan, blockers, counts before and at the act, statistics before and after,
        // the smallest group, journal, lease, ledger's mark, what identified the people, changed tables, receipt
        assertThat(ten.statements()).isLessThanOrEqualTo(most(ten));
    }

    private static long most(Seen act) {
        return 3L * act.records() + 105;
    }

    private static long more(Seen act) {
        return 3L * act.records() + TIMERS;
    }

    /** What PostgreSQL is given at a time. */
    private static final int BATCH = 10_000;

    private static final int TIMERS = 10;

    @Test
    void anExtractAsksTwiceForEachRecordTypeAtMost() throws SQLException {
        String contact = contact(People.make(company(canary("Bolag"))).values());
        long records = admin.get("personal-data").is(200).json().findValues("subject").stream()
                .filter(subject -> subject.asText().equals("CONTACT"))
                .count();
        long few = extract(contact, 5);
        long many = extract(contact, 5_000);
        assertThat(many - few).as("whatever the number of rows").isLessThanOrEqualTo(TIMERS);
        // login, transactions, the contact, its company, the controller, and who else is named
        assertThat(many).isLessThanOrEqualTo(2 * records + 12 + TIMERS);
    }

    private long extract(String contact, int activities) throws SQLException {
        try (Connection beside = server.database();
                var statement = beside.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            statement.execute(
                    "INSERT INTO activity (kind, subject, public_id, version, contact_id, created_at, changed_at) SELECT 'CALL',"
                            + " 'Samtal ' || n, gen_random_uuid(), 1, t.id, now(), now() FROM contact t, generate_series(1, "
                            + activities + ") n WHERE t.public_id = '" + contact + "'");
            quiet(statement);
            // whatever works beside it can only add
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                statement.execute("SELECT pg_stat_statements_reset()");
                JsonNode extract =
                        admin.get("contacts/" + contact + "/extract").is(200).json();
                assertThat(extract.findValues("activity.activity.subject")).hasSizeGreaterThanOrEqualTo(activities);
                least = Math.min(least, counted(statement));
            }
            return least;
        }
    }

    /** Waits for the search for residue after earlier acts, and for the first look at what record types have missed. */
    private static void quiet(Statement statement) {
        Awaitility.await("work in the background") // between two record types it looks as if all were done
                .during(Duration.ofSeconds(5))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    try (var row = statement.executeQuery("SELECT (SELECT COUNT(*) FROM erasure_plan WHERE probe ="
                            + " 'PENDING'), (SELECT COUNT(after_entry) FROM erasure_arrears), (SELECT COUNT(*) FROM"
                            + " erasure_arrears)")) {
                        row.next();
                        return row.getLong(1) + row.getLong(2) == 0 && row.getLong(3) > 0;
                    }
                });
    }

    private static long counted(Statement statement) throws SQLException {
        try (var row = statement.executeQuery(
                "SELECT SUM(calls) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE"
                        + " d.datname = current_database() AND query NOT LIKE '%pg_stat_statements%'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Seen run(int people) throws SQLException {
        String category = canary("Kategori");
        String company = admin.post("companies", Map.of("name", canary("Bolag"), "category", category))
                .is(201)
                .json()
                .get("id")
                .asText();
        Map<String, Object> draft = Map.of(
                "name",
                canary("Regel"),
                "condition",
                Map.of("criterion", "contact.company-category", "arguments", Map.of("category", category)),
                "fields",
                List.of("*"),
                "brake",
                Map.of("cap", 100_000, "percent", 100, "norm", 1_000));
        String rule = "anonymization-rules/"
                + admin.post("anonymization-rules", draft)
                        .is(201)
                        .json()
                        .get("id")
                        .asText();
        Api.Answer read = admin.get(rule).is(200);
        ObjectNode live = ((ObjectNode) read.json()).put("dryRun", false);
        live.retain("name", "condition", "action", "fields", "schedule", "mode", "dryRun", "enabled", "brake");
        admin.put(rule, live, read.etag()).is(200);
        try (Connection beside = server.database();
                var statement = beside.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            statement.execute(
                    "INSERT INTO contact (public_id, version, company_id, first_name, sort_key, search_key, created_at, changed_at)"
                            + " SELECT gen_random_uuid(), 1, c.id, 'Namn ' || n, 'namn ' || n, 'namn ' || n, now(), now()"
                            + " FROM company c, generate_series(1, " + people + ") n WHERE c.public_id = '" + company
                            + "'");
            for (String domain :
                    List.of("activity (kind, subject,", "opportunity (stage, probability, currency, name,")) {
                String values = domain.startsWith("activity") ? "'CALL', 'Samtal'," : "'WON', 100, 'SEK', 'Affär',";
                statement.execute(
                        "INSERT INTO " + domain + " public_id, version, contact_id, created_at, changed_at) SELECT "
                                + values
                                + " gen_random_uuid(), 1, t.id, now(), now() FROM contact t JOIN company c ON c.id = t.company_id"
                                + " WHERE c.public_id = '" + company + "'");
            }
            quiet(statement);
            statement.execute("SELECT pg_stat_statements_reset()");
            JsonNode proposed = admin.post(rule + "/runs", "").is(201).json();
            JsonNode done = admin.post(
                            rule + "/runs/" + proposed.get("run").get("id").asText() + "/approval",
                            Map.of("digest", proposed.get("plan").get("digest").asText()))
                    .is(200)
                    .json();
            assertThat(done.get("run").get("state").asText()).isEqualTo("DONE");
            JsonNode receipt = done.get("plan").get("receipt");
            return new Seen(
                    receipt.get("contacts").asLong(), receipt.get("records").size(), counted(statement));
        }
    }
}
