package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Files of contacts come in: every row is accounted for, and the same file changes nothing when it comes again. */
class ImportIT {

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

        private Api.Answer upload(Api api, byte[] file) {
            return api.send(api.request("imports")
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofByteArray(file)));
        }

        private JsonNode uploaded(byte[] file) {
            JsonNode read = upload(admin, file).is(201).json();
            assertAccounted(read);
            return read;
        }

        private JsonNode run(JsonNode read) {
            JsonNode done = admin.post("imports/" + read.get("id").asText() + "/execution", Map.of())
                    .is(200)
                    .json();
            assertThat(done.get("state").asText()).isEqualTo("DONE");
            assertAccounted(done);
            assertThat(done.get("counts")).as("what was said before").isEqualTo(read.get("counts"));
            assertThat(done.get("newCompanies")).isEqualTo(read.get("newCompanies"));
            return done;
        }

        private static void assertAccounted(JsonNode read) {
            long sum = 0;
            for (JsonNode count : read.get("counts")) {
                sum += count.asLong();
            }
            assertThat(sum).as("rows").isEqualTo(read.get("rows").asLong());
        }

        private static Map<String, Integer> counts(JsonNode read) {
            Map<String, Integer> counts = new HashMap<>();
            read.get("counts").fields().forEachRemaining(e -> {
                if (e.getValue().asInt() > 0) {
                    counts.put(e.getKey(), e.getValue().asInt());
                }
            });
            return counts;
        }

        private JsonNode contacts(String words) {
            return admin.post("contacts/search", Map.of("text", words))
                    .is(200)
                    .json()
                    .get("items");
        }

        @Test
        void aListFromASpreadsheetComesInOnce() throws Exception {
            String mark = canary("lista");
            String csv = "E-post;Efternamn;Förnamn;Företag;Titel;Mobil;E-post 2;Favoritfärg;Anteckningar\r\n"
                    + "anna@X.example.se;Åberg;Anna;Bolag X;VD;070-174 06 05;anna2@X.example.se;blå;\"Rad ett\r\nRad; två\"\r\n"
                    + "bo@X.example.se;Berg;Bo;Bolag X;Inköp, \"chef\";;;;\r\n"
                    + "ingen adress;Cedersjö;Cia;Bolag X;;;;;\r\n"
                    + "anna@X.example.se;Åberg;Anna;Bolag X;;08-465 004 90;;;\r\n"
                    + ";;;;;;;;\r\n"
                    + ";;;Annat bolag X;;;;;\r\n"
                    + "d@X.example.se;;;Bolag X;;;;;\r\n";
            byte[] file = csv.replace("X", mark).getBytes(Charset.forName("windows-1252"));
            JsonNode read = uploaded(file);
            assertThat(read.get("encoding").asText()).isEqualTo("windows-1252");
            assertThat(read.get("delimiter").asText()).isEqualTo(";");
            assertThat(counts(read)).isEqualTo(Map.of("NEW", 3, "DUPLICATE", 1, "BAD", 2));
            assertThat(read.get("newCompanies").asInt()).isEqualTo(2);
            assertThat(contacts(mark)).as("nothing is written before it is run").isEmpty();
            assertThat(read.get("issues").findValuesAsText("line")).contains("5", "9");
            for (JsonNode issue : read.get("issues")) {
                assertThat(issue.get("reason").get("sv").asText()).hasSizeGreaterThan(15);
                assertThat(issue.get("reason").get("en").asText()).hasSizeGreaterThan(15);
            }
            JsonNode preview = admin.get("imports/" + read.get("id").asText() + "/preview?outcome=BAD")
                    .is(200)
                    .json();
            assertThat(preview.get("items").findValuesAsText("line")).containsExactly("5", "9");

            run(read);
            assertThat(contacts(mark)).hasSize(2);
            JsonNode anna = contacts("anna@" + mark).get(0);
            assertThat(anna.get("displayName").asText()).isEqualTo("Anna Åberg");
            assertThat(anna.get("companyName").asText()).isEqualTo("Bolag " + mark);
            assertThat(anna.get("mobile").asText()).isEqualTo("+46701740605");
            assertThat(anna.get("notes").asText()).contains("Rad ett\nRad; två", "anna2@" + mark);
            assertThat(anna.get("notes").asText())
                    .as("the number of the doubled row")
                    .contains("Mobil: +46846500490");

            JsonNode again = uploaded(file);
            assertThat(counts(again)).isEqualTo(Map.of("SAME", 3, "DUPLICATE", 1, "BAD", 2));
            assertThat(again.get("newCompanies").asInt()).isZero();
            run(again);
            assertThat(contacts(mark)).hasSize(2);
            assertThat(contacts("anna@" + mark).get(0)).isEqualTo(anna);
            assertThat(server.logs().contains(mark)).as("the log names nobody").isFalse();
        }

        @Test
        void aChangedFileChangesWhatItSays() {
            String mark = canary("andra");
            String head = "Förnamn,Efternamn,E-post,Titel,Telefon\n";
            run(uploaded((head + "Eva,Ek,eva@" + mark + ".example.se,Chef,08-465 004 90\n")
                    .getBytes(StandardCharsets.UTF_16)));
            JsonNode read =
                    uploaded((head + "Eva,Ek,eva@" + mark + ".example.se,VD,\n").getBytes(StandardCharsets.UTF_8));
            assertThat(counts(read)).isEqualTo(Map.of("CHANGED", 1));
            run(read);
            JsonNode eva = contacts("eva@" + mark).get(0);
            assertThat(eva.get("title").asText()).isEqualTo("VD");
            assertThat(eva.get("phone").asText())
                    .as("an empty cell takes nothing away")
                    .isEqualTo("+46846500490");
        }

        @Test
        void vCardsComeInOnce() {
            String mark = canary("kort");
            String cards = String.join(
                            "\r\n",
                            "BEGIN:VCARD",
                            "VERSION:3.0",
                            "N:Åkesson;Örjan;;;",
                            "FN:Örjan Åkesson",
                            "ORG:Kort X;",
                            "item1.EMAIL;type=INTERNET;type=pref:orjan@X.example.se",
                            "TEL;type=CELL:070-174 06 05",
                            "END:VCARD",
                            "BEGIN:VCARD",
                            "VERSION:2.1",
                            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96st;Bo",
                            "EMAIL;INTERNET:bo@X.example.se",
                            "END:VCARD",
                            "BEGIN:VCARD",
                            "VERSION:4.0",
                            "FN:",
                            "TEL:070-174 06 07",
                            "END:VCARD",
                            "")
                    .replace("X", mark);
            JsonNode read = uploaded(cards.getBytes(StandardCharsets.UTF_8));
            assertThat(counts(read)).isEqualTo(Map.of("NEW", 2, "BAD", 1));
            run(read);
            assertThat(contacts("bo@" + mark).get(0).get("displayName").asText())
                    .isEqualTo("Bo Öst");
            JsonNode again = uploaded(cards.getBytes(StandardCharsets.UTF_8));
            assertThat(counts(again)).isEqualTo(Map.of("SAME", 2, "BAD", 1));
        }

        @Test
        void theUserMayMapTheColumns() {
            String mark = canary("egen");
            JsonNode read = uploaded(("Vem;Var;Hur\nAnna Ek;Bolag " + mark + ";anna@" + mark + ".example.se\n")
                    .getBytes(StandardCharsets.UTF_8));
            String path = "imports/" + read.get("id").asText();
            admin.put(path + "/mapping", Map.of("0", "contact.nonsense")).isProblem(422);
            admin.put(path + "/mapping", Map.of("7", "contact.email")).isProblem(422);
            admin.put(path + "/mapping", Map.of("x", "contact.email")).isProblem(400);
            JsonNode mapped = admin.put(
                            path + "/mapping",
                            Map.of("0", "contact.fullName", "1", "company.name", "2", "contact.email"))
                    .is(200)
                    .json();
            assertThat(counts(mapped)).isEqualTo(Map.of("NEW", 1));
            run(mapped);
            JsonNode anna = contacts("anna@" + mark).get(0);
            assertThat(anna.get("lastName").asText()).isEqualTo("Ek");
            assertThat(anna.get("companyName").asText()).isEqualTo("Bolag " + mark);
            admin.post(path + "/execution", Map.of()).isProblem(409);
        }

        @Test
        void whatIsNoListIsRefusedWithAReason() {
            for (byte[] file : List.of(
                    new byte[0],
                    "PK\u0003\u0004\u0014\u0000".getBytes(StandardCharsets.ISO_8859_1),
                    new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'},
                    "Förnamn;Efternamn\n".getBytes(StandardCharsets.UTF_8),
                    "{\"a\":1}".getBytes(StandardCharsets.UTF_8))) {
                upload(admin, file).isProblem(422);
            }
            upload(admin, ("Namn\n" + "x".repeat(52 << 20)).getBytes(StandardCharsets.US_ASCII))
                    .isProblem(413);
            admin.send(admin.request("imports")
                            .header("Content-Type", "multipart/form-data")
                            .POST(BodyPublishers.ofString("ingenting")))
                    .isProblem(422);
            admin.send(admin.request("imports")
                            .header("Content-Type", "multipart/form-data; boundary=xyz")
                            .POST(BodyPublishers.ofString(
                                    "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz--\r\n")))
                    .isProblem(422);
            for (String id : List.of(UUID.randomUUID().toString(), "x")) {
                admin.get("imports/" + id).isProblem(404);
                admin.post("imports/" + id + "/execution", Map.of()).isProblem(404);
            }
        }

        @Test
        void anImportIsItsUsersOwn() {
            byte[] file = "Namn;E-post\nAnna Ek;a@example.se\n".getBytes(StandardCharsets.UTF_8);
            Api anna = server.as("anna");
            String path =
                    "imports/" + upload(anna, file).is(201).json().get("id").asText();
            Api dag = server.as("dag");
            dag.get(path).isProblem(404);
            dag.get(path + "/preview").isProblem(404);
            dag.post(path + "/execution", Map.of()).isProblem(404);
            upload(server.as("rut"), file).isProblem(403);
            anna.delete(path).is(204);
            anna.get(path).isProblem(404);
        }
    }
}
