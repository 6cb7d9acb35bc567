package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** What is left of people in the embedded database and in the files around it. */
class ResidueIT {

    @Test
    void nothingOfAnErasedPersonIsLeftOnDerby() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.DERBY, "residue")) {
            Api admin = server.admin();
            String stays = company(admin, "Kvarbolaget");
            String goes = company(admin, "Bortbolaget");
            People anonymized = People.make(stays);
            People deleted = People.make(stays);
            People withCompany = People.make(goes);
            People untouched = People.make(stays);
            String first = create(admin, anonymized);
            String second = create(admin, deleted);
            create(admin, withCompany);
            create(admin, untouched);
            execute(admin, "anonymizations", Map.of("selection", Map.of("contacts", List.of(first))));
            execute(admin, "deletions", Map.of("contact", second));
            execute(admin, "deletions", Map.of("company", goes));
            server.stop();

            try (EmbeddedDerby derby = server.stoppedDerby()) {
                String all = Tables.dump(derby.connect()).toString();
                assertThat(all).contains(untouched.mark(), "Kvarbolaget");
                for (People person : List.of(anonymized, deleted, withCompany)) {
                    assertThat(all)
                            .doesNotContain(person.mark(), person.values().get("mobile"));
                }
                assertThat(all).doesNotContain("Bortbolaget", goes, first, second);
            }
            for (Path file : Folders.files(server.folder())) {
                String content = Folders.read(file);
                for (People person : List.of(anonymized, deleted, withCompany, untouched)) {
                    assertThat(content.contains(person.mark()))
                            .as("%s holds a name in clear", file)
                            .isFalse();
                }
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    private static String company(Api admin, String name) {
        return admin.post("companies", Map.of("name", name))
                .is(201)
                .json()
                .get("id")
                .asText();
    }

    private static String create(Api admin, People person) {
        return admin.post("contacts", person.values()).is(201).json().get("id").asText();
    }

    private static void execute(Api admin, String acts, Map<String, ?> request) {
        JsonNode plan = admin.post(acts, request).is(201).json();
        assertThat(admin.post(
                                acts + "/" + plan.get("id").asText() + "/execution",
                                Map.of("digest", plan.get("digest").asText()))
                        .is(200)
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("DONE");
    }
}
