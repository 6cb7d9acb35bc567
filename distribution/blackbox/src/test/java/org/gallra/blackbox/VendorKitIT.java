package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the archetype makes is a bundle that takes part in everything, without a line changed. */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // Maven may have to fetch the archetype plugin
class VendorKitIT {

    private static Path jar;

    @BeforeAll
    static void build() throws Exception {
        jar = VendorProject.jar(VendorProject.make("com.acme.visits"));
    }

    @ParameterizedTest
    @EnumSource
    void aBundleOfTheArchetypeTakesPart(Kind kind) throws Exception {
        try (GallraServer server = GallraServer.start(kind, "vendorkit")) {
            Api admin = server.admin();
            People person = People.make(null);
            String contact = id(admin.post("contacts", person.values()));
            Path deployed = server.deploy().resolve("com.acme.visits.jar");
            Path hidden = server.folder().resolve("arriving.jar");
            Files.copy(jar, hidden, StandardCopyOption.REPLACE_EXISTING);
            Files.move(hidden, deployed, StandardCopyOption.ATOMIC_MOVE);
            await(() -> state(admin).equals("ACTIVE COMPLETE")
                    && admin.get("x/acme/visits").status() == 200);

            String visit = id(admin.post(
                    "x/acme/visits",
                    Map.of(
                            "contact",
                            contact,
                            "subject",
                            "Ämne" + person.mark(),
                            "note",
                            "Notis" + person.mark(),
                            "happenedOn",
                            "2026-03-17")));
            admin.post("x/acme/visits", Map.of("contact", contact, "subject", " "))
                    .isProblem(422);
            assertThat(server.as("rut")
                            .post("x/acme/visits", Map.of("contact", contact, "subject", "x"))
                            .status())
                    .as("a reader does not write")
                    .isEqualTo(403);
            extractHolds(admin, contact, person, "ACTIVE");
            assertThat(admin.get("anonymizations/categories").is(200).json().findValuesAsText("record"))
                    .contains("acme.visit");
            assertThat(card(admin, contact)).contains("id=\"acme-visits\"", "#new-acme-visits", "Ämne" + person.mark());

            String left = anonymize(admin, contact);
            JsonNode row = admin.get("x/acme/visits/" + visit).is(200).json();
            assertThat(row.toString()).doesNotContain(person.mark());
            assertThat(row.get("happenedOn").asText()).as("to the month").isEqualTo("2026-03-01");
            assertThat(row.get("contact").asText())
                    .as("the row stays with the card")
                    .isEqualTo(left);
            assertThat(card(admin, left)).contains("id=\"acme-visits\"").doesNotContain("id=\"new-acme-visits\"");

            People other = People.make(null);
            String second = id(admin.post("contacts", other.values()));
            id(admin.post(
                    "x/acme/visits",
                    Map.of(
                            "contact",
                            second,
                            "subject",
                            "Ämne" + other.mark(),
                            "note",
                            "Notis" + other.mark(),
                            "happenedOn",
                            "2026-03-17")));
            Files.delete(deployed);
            await(() -> state(admin).startsWith("DEPARTED")
                    && List.of(404, 410).contains(admin.get("x/acme/visits").status()));
            assertThat(card(admin, second)).doesNotContain("acme-visits");
            extractHolds(admin, second, other, "DEPARTED");
            deletes(admin, second);
            assertThat(server.errors()).isEmpty();
        }
    }

    private static void extractHolds(Api admin, String contact, People person, String presence) {
        Api.Answer extract = admin.get("contacts/" + contact + "/extract").is(200);
        assertThat(extract.body()).contains("Ämne" + person.mark(), "Notis" + person.mark(), "2026-03-17");
        for (JsonNode bundle : extract.json().get("bundles")) {
            if (bundle.get("bundle").asText().equals("com.acme.visits")) {
                assertThat(bundle.get("presence").asText()).isEqualTo(presence);
                assertThat(bundle.get("state").asText()).isEqualTo("ANSWERED");
                return;
            }
        }
        throw new AssertionError("com.acme.visits is not in the extract");
    }

    /** Anonymizes everything; returns the card's new id. */
    private static String anonymize(Api admin, String contact) {
        JsonNode plan = admin.post(
                        "anonymizations",
                        Map.of("selection", Map.of("contacts", List.of(contact)), "fields", List.of("acme.visit")))
                .is(201)
                .json();
        assertThat(OnServer.record(plan, "acme.visit").get("rows").asInt()).isEqualTo(1);
        execute(admin, "anonymizations", plan);
        return admin.post("contacts/search", Map.of("anonymized", "ONLY"))
                .is(200)
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asText();
    }

    private static void deletes(Api admin, String contact) {
        JsonNode plan = admin.post("deletions", Map.of("contacts", List.of(contact)))
                .is(201)
                .json();
        assertThat(OnServer.record(plan, "acme.visit").get("rows").asInt()).isEqualTo(1);
        execute(admin, "deletions", plan);
    }

    private static void execute(Api admin, String acts, JsonNode plan) {
        JsonNode done = admin.post(
                        acts + "/" + plan.get("id").asText() + "/execution",
                        Map.of("digest", plan.get("digest").asText()))
                .is(200)
                .json();
        assertThat(done.get("state").asText()).isEqualTo("DONE");
    }

    private static String card(Api admin, String contact) {
        return admin.get("/ui/contacts/" + contact).is(200).body();
    }

    private static String state(Api admin) {
        for (JsonNode contributor : admin.get("personal-data").json().get("contributors")) {
            if (contributor.get("bundle").asText().equals("com.acme.visits")) {
                return contributor.get("presence").asText() + " "
                        + contributor.get("accounting").asText();
            }
        }
        return "unknown";
    }

    private static void await(java.util.concurrent.Callable<Boolean> done) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(done);
    }

    private static String id(Api.Answer created) {
        return created.is(201).json().get("id").asText();
    }
}
