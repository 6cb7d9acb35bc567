package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** No way back in: whoever was erased is recognized at every door, in any spelling, and let in with a reason only. */
class SuppressionIT {

    @Nested
    class OnDerby extends Checks {
        OnDerby() {
            super(Kind.DERBY);
        }
    }

    @Nested
    class OnPostgres extends Checks {
        OnPostgres() {
            super(Kind.POSTGRESQL);
        }
    }

    abstract static class Checks extends OnServer {

        Checks(Kind kind) {
            super(kind);
        }

        private void erase(String acts, Map<String, ?> asked) {
            JsonNode plan = admin.post(acts, asked).is(201).json();
            admin.post(
                            acts + "/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200);
        }

        private void anonymize(String contact) {
            erase("anonymizations", Map.of("selection", Map.of("contacts", List.of(contact)), "fields", List.of("*")));
        }

        private JsonNode refused(Api.Answer answer) {
            JsonNode problem = answer.is(409).json();
            assertThat(problem.get("type").asText()).isEqualTo("erased-person");
            return problem;
        }

        /** Another spelling of a mobile number in international form. */
        private String spelled(String mobile) {
            return "0046 (0)" + mobile.substring(3, 5) + "-" + mobile.substring(5, 8) + " " + mobile.substring(8);
        }

        private JsonNode uploaded(String csv) {
            HttpRequest.Builder request = admin.request("imports")
                    .header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(csv.getBytes(StandardCharsets.UTF_8)));
            return admin.send(request).is(201).json();
        }

        @Test
        void everyDoorIsClosedInEverySpelling() throws IOException {
            People anna = People.make(null);
            People bo = People.make(null);
            String email = anna.values().get("email");
            String mobile = bo.values().get("mobile");
            anonymize(contact(anna.values()));
            erase("deletions", Map.of("contact", contact(bo.values())));
            String there = contact(People.make(null).values());

            // a new contact
            String upper = email.toUpperCase(java.util.Locale.ROOT);
            JsonNode problem = refused(admin.post("contacts", Map.of("lastName", "Ny", "email", upper)));
            assertThat(problem.toString()).doesNotContainIgnoringCase(anna.mark());
            refused(admin.post("contacts", Map.of("lastName", "Ny", "mobile", spelled(mobile))));
            refused(admin.post("contacts", Map.of("lastName", "Ny", "phone", mobile)));
            // a change of one who is there; what else she has is nobody's business
            Api.Answer card = admin.get("contacts/" + there);
            Map<String, String> tagged = Map.of("lastName", "Kvar", "email", email.replace("@", "+nytt@"));
            refused(admin.put("contacts/" + there, tagged, card.etag()));
            admin.put("contacts/" + there, Map.of("lastName", "Kvar"), card.etag())
                    .is(200);
            // a reason is for system administrators
            Api user = server.as("anna");
            user.post("contacts?readmission=OWN_WISH", Map.of("lastName", "Ny", "email", email))
                    .is(403);
            refused(user.post("contacts", Map.of("lastName", "Ny", "email", email)));
            admin.post("contacts?readmission=whim", Map.of("lastName", "Ny", "email", email))
                    .is(422);

            admin.post("contacts?readmission=own_wish", Map.of("lastName", "Ny", "email", email))
                    .is(201);
            JsonNode noted =
                    admin.get("suppression/readmissions").is(200).json().get(0);
            assertThat(noted.get("reason").asText()).isEqualTo("OWN_WISH");
            assertThat(noted.get("by").asText()).isEqualTo("admin");
            assertThat(noted.size()).as("not who").isEqualTo(3);
            assertNothingLogged(List.of(anna, bo));
        }

        @Test
        void anImportLeavesThemOutUnlessThereIsAReason() {
            People gone = People.make(null);
            anonymize(contact(gone.values()));
            String mark = canary("rad");
            String csv = "Namn;E-post;Mobil\nNy " + mark + ";" + mark + "@example.se;\nKänd " + mark + ";"
                    + gone.values().get("email") + ";\nOckså " + mark + ";;"
                    + spelled(gone.values().get("mobile")) + "\n";
            JsonNode read = uploaded(csv);
            assertThat(read.get("counts").get("NEW").asInt()).isEqualTo(1);
            assertThat(read.get("counts").get("ERASED").asInt()).isEqualTo(2);
            JsonNode rows = admin.get("imports/" + read.get("id").asText() + "/preview?outcome=erased")
                    .is(200)
                    .json()
                    .get("items");
            assertThat(rows.findValues("line").toString()).isEqualTo("[3, 4]");
            JsonNode done = admin.post("imports/" + read.get("id").asText() + "/execution", Map.of())
                    .is(200)
                    .json();
            assertThat(done.get("counts").get("ERASED").asInt()).isEqualTo(2);
            assertThat(done.get("issues").get(0).get("reason").get("sv").asText())
                    .startsWith("Raderad tidigare");
            assertThat(people(mark)).isEqualTo(1);

            JsonNode again = uploaded(csv);
            JsonNode taken = admin.post(
                            "imports/" + again.get("id").asText() + "/execution?readmission=MISTAKE", Map.of())
                    .is(200)
                    .json();
            assertThat(taken.get("counts").get("NEW").asInt()).isEqualTo(2);
            assertThat(taken.get("counts").get("SAME").asInt()).isEqualTo(1);
            assertThat(people(mark)).isEqualTo(3);
        }

        private int people(String mark) {
            return admin.post("contacts/search", Map.of("text", mark))
                    .is(200)
                    .json()
                    .get("total")
                    .asInt();
        }

        @Test
        void theKeyLiesOutsideAndTheSettingsSayWhere() throws IOException {
            anonymize(contact(People.make(null).values()));
            Api.Answer state = admin.get("suppression").is(200);
            assertThat(state.json().get("problem").isNull()).isTrue();
            assertThat(state.json().get("entries").asLong()).isPositive();
            Path key = Path.of(state.json().get("keyFile").asText());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            admin.put("suppression", Map.of("reaction", "ASK", "keptYears", 0), state.etag())
                    .is(422);
            admin.put("suppression", Map.of("reaction", "ASK", "keptYears", 5)).is(428);
            Api reader = server.as("rut");
            reader.get("suppression").is(403);
            JsonNode processing = admin.get("processing").is(200).json();
            assertThat(processing.toString()).contains("suppression.entry");
        }
    }
}
