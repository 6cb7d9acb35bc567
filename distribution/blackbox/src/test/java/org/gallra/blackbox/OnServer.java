package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Checks on the shared server of one database; the class's own lines in the log must hold no error. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnServer {

    private final Kind kind;
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
            assertThat(server.errors().stream().skip(errorsBefore)).isEmpty();
        }
    }

    /** Returns a word that stands nowhere else. */
    static String canary(String word) {
        return word + UUID.randomUUID().toString().substring(0, 8).replaceAll("[0-9]", "x");
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
