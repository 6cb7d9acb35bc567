package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Meetings belong to several people at once: what is done to one of them leaves the others theirs. */
class MeetingsIT {

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

        private static Map<String, Object> draft(String mark, String... participants) {
            Map<String, Object> draft = new HashMap<>();
            draft.put("participants", List.of(participants));
            draft.put("subject", "Ämne" + mark);
            draft.put("notes", "Sagt" + mark);
            draft.put("place", "Rum" + mark);
            draft.put("startsAt", "2026-03-17T10:15:00Z");
            draft.put("endsAt", "2026-03-17T11:00:00Z");
            return draft;
        }

        private JsonNode meeting(Map<String, Object> draft) {
            return admin.post("meetings", draft).is(201).json();
        }

        private JsonNode section(String contact) {
            for (JsonNode section :
                    admin.get("contacts/" + contact + "/extract").is(200).json().get("sections")) {
                if (section.get("record").asText().equals("meeting.meeting")) {
                    return section;
                }
            }
            throw new AssertionError("no meetings in the extract");
        }

        private JsonNode anonymize(String contact, List<String> fields) {
            JsonNode plan = admin.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", List.of(contact)), "fields", fields))
                    .is(201)
                    .json();
            return execute("anonymizations", plan);
        }

        private JsonNode execute(String acts, JsonNode plan) {
            admin.post(
                            acts + "/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200);
            return plan;
        }

        private static List<String> participants(JsonNode meeting) {
            return meeting.get("participants").findValuesAsText("contact");
        }

        @Test
        void whoIsAnonymizedLeavesTheOthersExtractsAsTheyWere() {
            String mark = canary("delat");
            List<String> people = new ArrayList<>();
            for (String company : List.of(company("A" + mark), company("A2" + mark), company("B" + mark))) {
                people.add(contact(Map.of("firstName", "P", "lastName", mark, "company", company)));
            }
            JsonNode meeting = meeting(draft(mark, people.toArray(new String[0])));
            String id = meeting.get("id").asText();
            assertThat(meeting.get("companyName").asText())
                    .as("that of the first")
                    .isEqualTo("A" + mark);
            JsonNode before = section(people.get(1));
            assertThat(section(people.get(2))).isEqualTo(before);
            assertThat(before.toString()).contains("Ämne" + mark, "Sagt" + mark, "Rum" + mark);

            anonymize(people.get(0), List.of());
            assertThat(section(people.get(1))).isEqualTo(before);
            assertThat(section(people.get(2))).isEqualTo(before);
            JsonNode after = admin.get("meetings/" + id).is(200).json();
            assertThat(after.get("participants")).as("it still counts").hasSize(3);
            assertThat(participants(after))
                    .contains(people.get(1), people.get(2))
                    .doesNotContain(people.get(0));
        }

        @Test
        void textsThatAreChosenGoAndThePreviewSaysWhomElseTheyConcern() {
            String mark = canary("valt");
            String first = contact(Map.of("lastName", "Ett" + mark));
            String second = contact(Map.of("lastName", "Två" + mark));
            String id = meeting(draft(mark, first, second)).get("id").asText();
            JsonNode plan = anonymize(first, List.of("meeting.meeting.notes", "meeting.meeting.subject"));
            JsonNode planned = record(plan, "meeting.meeting");
            assertThat(planned.get("rows").asInt()).isEqualTo(1);
            assertThat(planned.get("shared").asInt()).isEqualTo(1);
            JsonNode after = admin.get("meetings/" + id).is(200).json();
            assertThat(after.get("notes").isNull()).isTrue();
            assertThat(after.get("subject").isNull()).isTrue();
            assertThat(after.get("place").asText()).as("not chosen").isEqualTo("Rum" + mark);
            assertThat(after.get("startsAt").asText()).isEqualTo("2026-03-17T10:15:00Z");
        }

        @Test
        void whoIsDeletedLeavesTheMeetingToTheOthers() {
            String mark = canary("bort");
            String first = contact(Map.of("lastName", "Ett" + mark));
            String second = contact(Map.of("lastName", "Två" + mark));
            String id = meeting(draft(mark, first, second)).get("id").asText();
            execute(
                    "deletions",
                    admin.post("deletions", Map.of("contact", first)).is(201).json());
            JsonNode left = admin.get("meetings/" + id).is(200).json();
            assertThat(participants(left)).containsExactly(second);
            assertThat(left.get("notes").asText()).isEqualTo("Sagt" + mark);
            execute(
                    "deletions",
                    admin.post("deletions", Map.of("contact", second)).is(201).json());
            admin.get("meetings/" + id).isProblem(404);
        }

        @Test
        void aMeetingIsKeptAsItWasWrittenAndChanged() {
            String mark = canary("möte");
            String company = company("Bolag" + mark);
            String first = contact(Map.of("lastName", "B" + mark, "company", company));
            String second = contact(Map.of("lastName", "A" + mark));
            Api.Answer created =
                    admin.post("meetings", draft(mark, first, second, first)).is(201);
            String path = "meetings/" + created.json().get("id").asText();
            assertThat(participants(created.json())).as("by name, each once").containsExactly(second, first);
            assertThat(created.json().get("company").asText()).isEqualTo(company);
            admin.put(path, draft(mark, second)).isProblem(428);
            Map<String, Object> changed = draft(mark, second);
            changed.put("notes", null);
            JsonNode after = admin.put(path, changed, created.etag()).is(200).json();
            assertThat(participants(after)).containsExactly(second);
            assertThat(after.get("notes").isNull()).isTrue();
            admin.put(path, changed, created.etag()).isProblem(412);
            assertThat(admin.post(path + "/held", Map.of()).is(200).json().get("heldAt"))
                    .isEqualTo(after.get("startsAt"));
            assertThat(admin.get("meetings?contact=" + second + "&state=held")
                            .is(200)
                            .json()
                            .get("items"))
                    .hasSize(1);
            assertThat(admin.get("meetings?contact=" + first).is(200).json().get("items"))
                    .isEmpty();
            admin.delete(path).isProblem(428);
            admin.send(admin.request(path)
                            .header("If-Match", admin.get(path).etag())
                            .DELETE())
                    .is(204);
            admin.get(path).isProblem(404);
        }

        @Test
        void whatIsWrongIsSaid() {
            String mark = canary("fel");
            String contact = contact(Map.of("lastName", mark));
            admin.post("meetings", Map.of()).isProblem(422);
            admin.post("meetings", draft(mark)).isProblem(422);
            admin.post("meetings", draft(mark, UUID.randomUUID().toString())).isProblem(422);
            admin.post("meetings", draft(mark, "x")).isProblem(400);
            Map<String, Object> backwards = draft(mark, contact);
            backwards.put("endsAt", "2026-03-17T10:00:00Z");
            JsonNode problem = admin.post("meetings", backwards).isProblem(422).json();
            assertThat(problem.get("violations").findValuesAsText("field")).containsExactly("endsAt");
            Map<String, Object> later = draft(mark, contact);
            later.put("startsAt", "2199-01-01T00:00:00Z");
            later.put("endsAt", null);
            String id = meeting(later).get("id").asText();
            admin.post("meetings/" + id + "/held", Map.of()).isProblem(409);
            admin.get("meetings?state=x").isProblem(422);
            admin.get("meetings?from=x").isProblem(422);
            server.as("rut").post("meetings", draft(mark, contact)).isProblem(403);
            anonymize(contact, List.of());
            String gone = admin.get("meetings/" + id)
                    .json()
                    .get("participants")
                    .get(0)
                    .get("contact")
                    .asText();
            admin.post("meetings", draft(mark, gone)).isProblem(409);
            admin.put(
                            "meetings/" + id,
                            draft(mark, gone),
                            admin.get("meetings/" + id).etag())
                    .isProblem(409);
        }
    }
}
