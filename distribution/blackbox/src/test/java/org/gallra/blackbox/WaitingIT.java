package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Orders that wait: hidden at once from everybody but administrators, as if nothing had been after a cancel. */
class WaitingIT {

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

        /** Sets how long acts by hand wait. */
        private void waiting(int hours) {
            admin.put(
                            "waiting-acts/times",
                            Map.of("byHandHours", hours, "byRuleHours", 0),
                            admin.get("waiting-acts/times").is(200).etag())
                    .is(200);
        }

        @AfterEach
        void othersDoNotWait() {
            waiting(0);
        }

        private JsonNode order(String acts, Map<String, ?> what) {
            JsonNode plan = admin.post(acts, what).is(201).json();
            return admin.post(
                            acts + "/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(202)
                    .json();
        }

        private static Map<String, ?> only(String contact) {
            return Map.of("selection", Map.of("contacts", List.of(contact)), "fields", List.of("*"));
        }

        private String made(String path, Map<String, ?> values) {
            return path + "/"
                    + admin.post(path, values).is(201).json().get("id").asText();
        }

        @Test
        void nobodyElseMeetsWhoWaitsAndACancelRestoresEverything() {
            People person = People.make(company(canary("Bolag")));
            String contact = contact(person.values());
            String other = contact(People.make(null).values());
            String activity = made("activities", Map.of("type", "CALL", "contact", contact, "subject", "Samtal"));
            String sale = made("sales", Map.of("contact", contact, "description", "Vara", "amount", 1));
            String deal = made("opportunities", Map.of("contact", contact, "name", "Affär"));
            String meeting = made(
                    "meetings",
                    Map.of(
                            "subject",
                            "Möte",
                            "startsAt",
                            Instant.now().plus(Duration.ofDays(1)).toString(),
                            "participants",
                            List.of(contact, other)));
            List<String> all = List.of("contacts/" + contact, activity, sale, deal, meeting);
            Map<String, String> before = read(all);

            waiting(1);
            JsonNode ordered = order("anonymizations", only(contact));
            assertThat(ordered.get("state").asText()).isEqualTo("WAITING");
            assertThat(Instant.parse(ordered.get("dueAt").asText()))
                    .isBetween(
                            Instant.now().plus(Duration.ofMinutes(58)),
                            Instant.now().plus(Duration.ofHours(1)));
            String execution = "anonymizations/" + ordered.get("id").asText() + "/execution";

            Api anna = server.as("anna");
            anna.get("contacts/" + contact).isProblem(404);
            anna.get("contacts/" + contact + "/extract").isProblem(404);
            anna.get("/ui/contacts/" + contact).is(404);
            anna.get("activities?contact=" + contact).isProblem(404);
            anna.put("contacts/" + contact, person.values(), "\"1\"").isProblem(404);
            anna.post("activities", Map.of("type", "CALL", "contact", contact, "subject", "Samtal"))
                    .isProblem(422);
            for (String path : List.of(activity, sale, deal)) {
                anna.get(path).isProblem(404);
            }
            assertThat(anna.get(meeting).is(200).body())
                    .as("which is somebody else's too")
                    .doesNotContain(contact, person.mark());
            for (String path : List.of(activity, sale, deal, meeting)) {
                String etag = admin.get(path).is(200).etag();
                anna.send(anna.request(path).header("If-Match", etag).DELETE()).isProblem(409);
            }
            JsonNode search = anna.post("contacts/search", Map.of("text", person.mark()))
                    .is(200)
                    .json();
            assertThat(search.get("total").asInt()).isZero();
            anna.send(anna.request(execution).DELETE()).isProblem(403);

            JsonNode seen = admin.get("contacts/" + contact).is(200).json();
            assertThat(seen.get("restricted").asBoolean()).isTrue();
            admin.put(
                            "contacts/" + contact,
                            person.values(),
                            admin.get("contacts/" + contact).etag())
                    .isProblem(409);
            admin.post("activities", Map.of("type", "CALL", "contact", contact, "subject", "Samtal"))
                    .isProblem(409);
            assertThat(admin.get("/ui/contacts/" + contact).is(200).body())
                    .contains("/ui/anonymize/" + ordered.get("id").asText());
            assertThat(admin.get("waiting-acts").is(200).json().findValuesAsText("id"))
                    .contains(ordered.get("id").asText());
            made("holds", Map.of("contact", contact, "ground", "CLAIM"));

            JsonNode cancelled = admin.delete(execution).is(200).json();
            assertThat(cancelled.get("state").asText()).isEqualTo("CANCELLED");
            assertThat(read(all)).isEqualTo(before);
            anna.get("contacts/" + contact).is(200);
            admin.delete(execution).isProblem(409);
            admin.post(execution, Map.of("digest", ordered.get("digest").asText()))
                    .isProblem(409);
        }

        /** What the records say, and their versions. */
        private Map<String, String> read(List<String> paths) {
            Map<String, String> read = new HashMap<>();
            for (String path : paths) {
                Api.Answer answer = admin.get(path).is(200);
                read.put(path, answer.etag() + answer.body());
            }
            return read;
        }

        @Test
        void aDeletionWaitsTooAndWhoWaitsIsLeftOutOfOtherActs() {
            String contact = contact(People.make(null).values());
            waiting(2);
            JsonNode ordered = order("deletions", Map.of("contact", contact));
            JsonNode again = admin.post("anonymizations", only(contact)).is(201).json();
            assertThat(again.get("contacts").asInt()).isZero();
            assertThat(again.get("excluded").get(0).get("blocker").asText()).isEqualTo("register.waiting");
            Api dag = server.as("dag");
            String execution = "deletions/" + ordered.get("id").asText() + "/execution";
            dag.delete(execution).isProblem(403);
            admin.delete("anonymizations/" + ordered.get("id").asText() + "/execution")
                    .isProblem(404);
            admin.delete(execution).is(200);
            admin.get("contacts/" + contact).is(200);
        }

        @Test
        void withoutAWaitingTimeItIsDoneAtOnce() {
            String contact = contact(People.make(null).values());
            JsonNode plan = admin.post("anonymizations", only(contact)).is(201).json();
            JsonNode done = admin.post(
                            "anonymizations/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200)
                    .json();
            assertThat(done.get("state").asText()).isEqualTo("DONE");
            assertThat(done.get("dueAt").isNull()).isTrue();
            admin.delete("anonymizations/" + plan.get("id").asText() + "/execution")
                    .isProblem(409);
        }

        @Test
        void whatIsWrongIsSaid() {
            String times = "waiting-acts/times";
            String etag = admin.get(times).is(200).etag();
            admin.put(times, Map.of("byHandHours", 1, "byRuleHours", 1)).isProblem(428);
            admin.put(times, Map.of("byHandHours", 1, "byRuleHours", 1), "\"999999\"")
                    .isProblem(412);
            assertThat(admin.put(times, Map.of("byHandHours", 721, "byRuleHours", -1), etag)
                            .isProblem(422)
                            .json()
                            .get("violations")
                            .findValuesAsText("field"))
                    .containsExactlyInAnyOrder("byHandHours", "byRuleHours");
            assertThat(admin.put(times, Map.of(), etag)
                            .isProblem(422)
                            .json()
                            .get("violations")
                            .findValuesAsText("field"))
                    .containsExactlyInAnyOrder("byHandHours", "byRuleHours");
            admin.put(times, "{", etag).isProblem(400);
            admin.put(times, Map.of("byHandHours", "många", "byRuleHours", 1), etag)
                    .isProblem(400);
            admin.delete("anonymizations/" + UUID.randomUUID() + "/execution").isProblem(404);
            admin.delete("deletions/nonsense/execution").isProblem(404);
            for (String name : List.of("anna", "rut", "dag")) {
                Api other = server.as(name);
                other.get("waiting-acts").isProblem(403);
                other.get(times).isProblem(403);
                other.put(times, Map.of("byHandHours", 1, "byRuleHours", 1), etag)
                        .isProblem(403);
                other.get("/ui/waiting").is(403);
            }
        }
    }
}
