package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** The audit log: what must be answered for stands in it once, without anybody's values, and nothing is erased without it. */
class AuditIT extends OnServer {

    AuditIT() {
        super(Kind.POSTGRESQL);
    }

    private List<JsonNode> entries(String query) {
        List<JsonNode> all = new ArrayList<>();
        admin.get("audit?limit=200&" + query).is(200).json().get("items").forEach(all::add);
        return all;
    }

    private JsonNode plan(String contact) {
        return admin.post(
                        "anonymizations",
                        Map.of("selection", Map.of("contacts", List.of(contact)), "fields", List.of("*")))
                .is(201)
                .json();
    }

    private Api.Answer execute(JsonNode plan) {
        return admin.post(
                "anonymizations/" + plan.get("id").asText() + "/execution",
                Map.of("digest", plan.get("digest").asText()));
    }

    @Test
    void anActHasOneEntryWithoutThePerson() {
        People person = People.make(company(canary("Bolag")));
        String contact = contact(person.values());
        String extract = admin.get("contacts/" + contact + "/extract").is(200).body();
        JsonNode plan = plan(contact);
        execute(plan).is(200);
        execute(plan).is(200); // once more: nothing is done, and nothing is written
        List<JsonNode> entries = entries("record=" + plan.get("id").asText());
        assertThat(entries).hasSize(1);
        JsonNode entry = entries.get(0);
        assertThat(entry.get("act").asText()).isEqualTo("register.anonymized");
        assertThat(entry.get("user").asText()).isEqualTo("admin");
        assertThat(entry.get("counts").get("contacts").asInt()).isEqualTo(1);
        assertThat(entry.get("details").toString()).contains("contact.contact");
        assertThat(entries("act=extract.made")).isNotEmpty();
        assertThat(entries("act=extract.handed-out")).isNotEmpty();
        String all = entries("kind=ERASURE").toString() + entries("kind=EXPORT");
        assertThat(all).doesNotContain(contact, person.mark());
        assertThat(extract).contains(person.mark());
        JsonNode state = admin.post("audit/verification", Map.of()).is(200).json();
        assertThat(state.get("problem").isNull()).as(state.toString()).isTrue();
        assertThat(state.get("head").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void nothingIsErasedThatCannotBeTakenDown() throws SQLException {
        People person = People.make(company(canary("Bolag")));
        String contact = contact(person.values());
        JsonNode plan = plan(contact);
        expectErrors("audit");
        try (Connection beside = server.database();
                var statement = beside.createStatement()) {
            statement.execute("ALTER TABLE audit_entry RENAME TO audit_away");
            try {
                execute(plan).isProblemOfServer(503);
                assertThat(admin.get("contacts/" + contact).is(200).body()).contains(person.mark());
            } finally {
                statement.execute("ALTER TABLE audit_away RENAME TO audit_entry");
            }
        }
        execute(plan).is(200);
        assertThat(entries("record=" + plan.get("id").asText())).hasSize(1);
    }

    @Test
    void failedLoginsAreCountedAndNotQuoted() {
        String typed = canary("Hemligt").toLowerCase(java.util.Locale.ROOT);
        for (int i = 0; i < 4; i++) {
            Api.anonymous(server.url())
                    .post("session", Map.of("userName", typed, "password", "x"))
                    .is(401);
        }
        List<JsonNode> failures = entries("act=access.login-failed");
        assertThat(failures).isNotEmpty();
        assertThat(failures.stream().filter(f -> f.get("user").isNull()).count())
                .isLessThan(3);
        assertThat(entries("kind=LOGIN").toString()).doesNotContain(typed);
        assertThat(entries("act=access.login")).isNotEmpty();
    }

    @Test
    void itIsChainedPagedAndHandedOut() {
        admin.put(
                "processing/controller",
                Map.of("name", "=Bolaget AB"),
                admin.get("processing/controller").etag());
        JsonNode first = admin.get("audit?limit=1").is(200).json();
        JsonNode second = admin.get("audit?limit=1&cursor=" + first.get("next").asText())
                .is(200)
                .json();
        assertThat(first.get("items").get(0).get("id"))
                .isNotEqualTo(second.get("items").get(0).get("id"));
        Awaitility.await().until(() -> entries("limit=5").stream()
                .noneMatch(e -> e.get("number").isNull()));
        String csv = admin.get("audit/file?lang=en").is(200).body();
        assertThat(csv.lines().findFirst().orElse("")).contains("Number", "Who", "What");
        assertThat(csv.lines().count()).isGreaterThan(3);
        assertThat(entries("act=audit.exported")).isNotEmpty();
        admin.get("audit?from=yesterday").isProblem(422);
        admin.get("audit?cursor=abc").isProblem(422);
    }

    @Test
    void itIsForAdministratorsOnly() {
        String name = "audit" + People.letters(8).toLowerCase(java.util.Locale.ROOT);
        String password = "Tre gröna hästar 9 dansar";
        admin.post("users", Map.of("userName", name, "role", "USER", "password", password))
                .is(201);
        assertThat(entries("record=" + name).get(0).get("details").toString()).contains("role.USER");
        Api user = Api.login(server.url(), name, password);
        for (String path : List.of("audit", "audit/file", "audit/state", "users/admin/logins", "users/admin/tokens")) {
            user.get(path).isProblem(403);
        }
        user.post("audit/verification", Map.of()).isProblem(403);
        user.delete("session").is(204);
        assertThat(entries("user=" + name).stream().map(e -> e.get("act").asText()))
                .contains("access.login", "access.logout");
    }
}
