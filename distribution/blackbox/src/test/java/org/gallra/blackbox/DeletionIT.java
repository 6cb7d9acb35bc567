package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Deleting contacts and companies over REST. */
class DeletionIT {

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

        @Test
        void nothingOfACompanyIsLeftInAnyTable() throws Exception {
            String name = canary("Bolag");
            String company = company(name);
            List<People> people = List.of(People.make(company), People.make(company));
            people.forEach(person -> contact(person.values()));
            execute(admin, preview(admin, Map.of("company", company))).is(200);
            String all = Tables.dump(server.database()).toString();
            assertThat(all).doesNotContain(name, company);
            people.forEach(person -> assertThat(all).doesNotContain(person.mark()));
            assertNothingLogged(people);
        }
    }

    abstract static class Checks extends OnServer {

        Checks(Kind kind) {
            super(kind);
        }

        @Test
        void aCompanyGoesWithItsContactsAfterAPreview() {
            String company = company(canary("Bolag"));
            List<String> ids = List.of(
                    contact(People.make(company).values()),
                    contact(People.make(company).values()));
            String other = company(canary("Annat"));
            String stays = contact(People.make(other).values());

            JsonNode plan = preview(admin, Map.of("company", company));
            assertThat(plan.get("companies").asInt()).isEqualTo(1);
            assertThat(plan.get("contacts").asInt()).isEqualTo(2);
            assertThat(record(plan, "contact.contact").get("rows").asInt()).isEqualTo(2);
            assertThat(record(plan, "contact.company").get("rows").asInt()).isEqualTo(1);
            admin.get("companies/" + company).is(200);

            JsonNode done = execute(admin, plan).is(200).json();
            assertThat(done.get("state").asText()).isEqualTo("DONE");
            for (JsonNode planned : plan.get("records")) {
                assertThat(record(done.get("receipt"), planned.get("record").asText())
                                .get("rows"))
                        .isEqualTo(planned.get("rows"));
            }
            admin.get("companies/" + company).isProblem(404);
            ids.forEach(id -> admin.get("contacts/" + id).isProblem(404));
            admin.get("contacts/" + stays).is(200);
            admin.get("companies/" + other).is(200);
        }

        @Test
        void aContactGoesAloneAndItsCompanyStays() {
            String company = company(canary("Bolag"));
            String goes = contact(People.make(company).values());
            String stays = contact(People.make(company).values());
            execute(admin, preview(admin, Map.of("contact", goes))).is(200);
            admin.get("contacts/" + goes).isProblem(404);
            admin.get("contacts/" + stays).is(200);
            admin.get("companies/" + company).is(200);
        }

        @Test
        void aPreviewThatIsOutOfDateIsRefused() {
            String company = company(canary("Bolag"));
            JsonNode plan = preview(admin, Map.of("company", company));
            String late = contact(People.make(company).values());
            JsonNode problem = execute(admin, plan).isProblem(409).json();
            assertThat(problem.get("differences")).isNotEmpty();
            admin.get("contacts/" + late).is(200);
            admin.get("companies/" + company).is(200);
        }

        @Test
        void onlyWhoHasTheRightMayDelete() {
            String id = contact(People.make(null).values());
            JsonNode plan = preview(admin, Map.of("contact", id));
            for (String name : List.of("anna", "rut")) {
                Api other = server.as(name);
                other.post("deletions", Map.of("contact", id)).isProblem(403);
                other.post(
                                "deletions/" + plan.get("id").asText() + "/execution",
                                Map.of("digest", plan.get("digest").asText()))
                        .isProblem(403);
            }
            admin.get("contacts/" + id).is(200);
            Api granted = server.as("dag");
            execute(granted, preview(granted, Map.of("contact", id))).is(200);
            admin.get("contacts/" + id).isProblem(404);
        }

        @Test
        void anAnonymizationPlanIsNotExecutedAsADeletion() {
            String id = contact(People.make(null).values());
            JsonNode plan = admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(id))))
                    .is(201)
                    .json();
            execute(admin, plan).isProblem(404);
            admin.get("contacts/" + id).is(200);
        }

        @Test
        void whatIsWrongIsSaid() {
            admin.post("deletions", "{").isProblem(400);
            admin.post("deletions", Map.of()).isProblem(422);
            admin.post("deletions", Map.of("contact", UUID.randomUUID())).isProblem(404);
            admin.post("deletions", Map.of("company", UUID.randomUUID())).isProblem(404);
            admin.post("deletions", Map.of("contact", "nonsense")).isProblem(400);
            admin.get("deletions/" + UUID.randomUUID()).isProblem(404);
        }

        static JsonNode preview(Api api, Map<String, ?> what) {
            return api.post("deletions", what).is(201).json();
        }

        static Api.Answer execute(Api api, JsonNode plan) {
            return api.post(
                    "deletions/" + plan.get("id").asText() + "/execution",
                    Map.of("digest", plan.get("digest").asText()));
        }
    }
}
