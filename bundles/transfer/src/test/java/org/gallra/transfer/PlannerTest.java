package org.gallra.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactMatcher;
import org.gallra.api.transfer.ImportService.Issue;
import org.gallra.api.transfer.ImportService.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is there already, and may not be touched. */
class PlannerTest {

    private static final String SECRET = "Hemlig titel";

    private static Contact contact(String first, String last, String email, boolean restricted) {
        return new Contact(
                new ContactId(UUID.randomUUID()),
                1,
                null,
                first,
                last,
                SECRET,
                null,
                email,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                first + " " + last,
                null,
                restricted,
                Map.of("word", "Fritt"),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Knows these people, by address and by name. */
    private static ContactMatcher matcher(List<Contact> known, List<ContactMatcher.Entrance> entered) {
        return (ContactMatcher) Proxy.newProxyInstance(
                PlannerTest.class.getClassLoader(),
                new Class<?>[] {ContactMatcher.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "clean" -> values[0];
                    case "nameKey" -> key(String.valueOf(values[1]), String.valueOf(values[0]));
                    case "orgNumberKey" -> "";
                    case "erased" -> {
                        ((List<?>) values[0]).forEach(e -> entered.add((ContactMatcher.Entrance) e));
                        yield List.of();
                    }
                    case "contactsByEmail" ->
                        by(known, c -> String.valueOf(c.email()).toLowerCase(Locale.ROOT));
                    case "contactsByName" ->
                        by(known, c -> key(String.valueOf(c.lastName()), String.valueOf(c.firstName())));
                    default -> Map.of();
                });
    }

    private static String key(String last, String first) {
        return (last + "\u0001" + first).toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<Contact>> by(
            List<Contact> known, java.util.function.Function<Contact, String> key) {
        return known.stream().collect(java.util.stream.Collectors.groupingBy(key));
    }

    private static Entry entry(long line, String first, String last, @Nullable String email, @Nullable String title) {
        ContactDraft draft = ContactDraft.builder()
                .firstName(first)
                .lastName(last)
                .email(email)
                .title(title)
                .build();
        return new Entry(line, draft, null, new Entry.Shown(first + " " + last, null, email), List.of());
    }

    @Test
    void whoIsRestrictedIsNotCreatedOnceMoreAndNothingOfHerIsShown() {
        List<ContactMatcher.Entrance> entered = new ArrayList<>();
        ContactMatcher matcher = matcher(
                List.of(
                        contact("Anna", "Ek", "anna@example.se", true),
                        contact("Bo", "Al", "bo@example.se", false),
                        contact("Cia", "Lind", "cia@example.se", true)),
                entered);
        ImportPlan plan = Planner.plan(
                List.of(
                        entry(2, "Anna", "Ek", "ANNA@example.se", "Ny titel"),
                        entry(3, "Bo", "Al", "bo@example.se", "Ny titel"),
                        entry(4, "Cia", "Lind", null, "Ny titel"),
                        entry(5, "Dag", "Ny", "dag@example.se", null),
                        entry(6, "Anna", "Ek", "anna@example.se", "Annan titel")),
                matcher);
        assertThat(List.of(plan.outcome(0), plan.outcome(1), plan.outcome(2), plan.outcome(3), plan.outcome(4)))
                .containsExactly(
                        Outcome.RESTRICTED, Outcome.CHANGED, Outcome.RESTRICTED, Outcome.NEW, Outcome.DUPLICATE);
        assertThat(plan.counts()).containsEntry(Outcome.RESTRICTED, 2L);
        assertThat(plan.issues().stream().filter(Issue::refused))
                .extracting(Issue::line)
                .containsExactly(2L, 4L);
        assertThat(plan.issues().toString()).contains("article 18").doesNotContain(SECRET, "Fritt");
        assertThat(plan.preview(0).changes()).isEmpty();
        assertThat(plan.preview(0).toString()).doesNotContain(SECRET);
        assertThat(plan.people.stream().filter(PlannedPerson::written)).hasSize(2);
        assertThat(entered).as("nobody is asked for whom nothing is written").hasSize(2);
    }

    @Test
    void ofTwoCardsThatFitTheOneThatCanBeWrittenIsTaken() {
        Contact open = contact("Anna", "Ek", "anna@example.se", false);
        ContactMatcher matcher =
                matcher(List.of(contact("Anna", "Ek", "anna@example.se", true), open), new ArrayList<>());
        ImportPlan plan = Planner.plan(List.of(entry(2, "Anna", "Ek", "anna@example.se", "Ny titel")), matcher);
        assertThat(plan.outcome(0)).isEqualTo(Outcome.CHANGED);
        assertThat(plan.people.get(0).existing).isSameAs(open);
    }

    @Test
    void aFreeValueThatIsThereAlreadyIsNoChange() {
        ContactMatcher matcher = matcher(List.of(contact("Anna", "Ek", "anna@example.se", false)), new ArrayList<>());
        ContactDraft draft = ContactDraft.builder()
                .firstName("Anna")
                .lastName("Ek")
                .email("anna@example.se")
                .freeFields(Map.of("word", "Fritt"))
                .build();
        ImportPlan plan = Planner.plan(
                List.of(new Entry(2, draft, null, new Entry.Shown("Anna Ek", null, null), List.of())), matcher);
        assertThat(plan.outcome(0)).isEqualTo(Outcome.SAME);
    }
}
