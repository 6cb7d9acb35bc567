package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Checks on the shared server of one database; the class's own lines in the log must hold no error. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnServer {

    private final Kind kind;
    private final List<String> expected = new ArrayList<>();
    private int errorsBefore;
    GallraServer server;
    Api admin;

    OnServer(Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void findServer() throws IOException, InterruptedException {
        server = GallraServer.shared(kind);
        admin = server.admin();
        errorsBefore = server.errors().size();
    }

    @AfterAll
    void logsHoldNoError() throws IOException {
        if (server != null) {
            assertThat(server.errors().stream().skip(errorsBefore).filter(line -> expected.stream()
                            .noneMatch(line::contains)))
                    .isEmpty();
            assertThat(server.logs().contains("Beginning rollback logic"))
                    .as("what is refused is logged, with what a driver says of it")
                    .isFalse();
            assertThat(server.logs().contains("Booting Derby"))
                    .as("the embedded database writes a log of its own")
                    .isFalse();
        }
    }

    /** Says that the test provoked errors with this text. */
    void expectErrors(String text) {
        expected.add(text);
    }

    /** Demands that no log file names these people. */
    void assertNothingLogged(List<People> people) throws IOException {
        String logs = server.logs();
        for (People person : people) {
            assertThat(logs.contains(person.mark()))
                    .as("the log names " + person.mark())
                    .isFalse();
            assertThat(logs.contains(person.values().get("mobile")))
                    .as("the log holds a phone number")
                    .isFalse();
        }
    }

    /** Returns what a plan or a receipt says of a record type. */
    static JsonNode record(JsonNode plan, String id) {
        for (JsonNode record : plan.get("records")) {
            if (record.get("record").asText().equals(id)) {
                return record;
            }
        }
        throw new AssertionError("no record type " + id + " in " + plan);
    }

    /** Returns a word that stands nowhere else. */
    static String canary(String word) {
        return word + People.letters(10);
    }

    String company(String name) {
        return admin.post("companies", Map.of("name", name))
                .is(201)
                .json()
                .get("id")
                .asText();
    }

    String contact(Map<String, ?> values) {
        return admin.post("contacts", values).is(201).json().get("id").asText();
    }
}
