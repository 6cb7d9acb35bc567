package org.gallra.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.gallra.api.access.Role;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.request.SubjectRequests.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestServiceTest {

    private static void refused(Code code, ThrowingCallable call, String... fields) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.violations()).extracting(Violation::field).containsExactlyInAnyOrder(fields);
        });
    }

    private static Ending answered(String words) {
        return new Ending(null, words, null);
    }

    @ParameterizedTest
    @EnumSource
    void goesFromReceiptToAnswer(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest open = fixture.registered();
            assertThat(fixture.requests.get(open.id())).isEqualTo(open);
            assertThat(open.number()).isEqualTo("2026-001");
            assertThat(open.contactName()).isEqualTo("Anna");
            assertThat(open.notes()).isEqualTo("Ringde \n sedan");
            assertThat(open.dueOn()).isEqualTo(LocalDate.of(2026, 4, 1));
            assertThat(open.urgency()).isEqualTo(Urgency.CALM);
            DataRequest asked = fixture.requests.askIdentity(open.id(), open.version());
            assertThat(asked.state()).isEqualTo(RequestState.IDENTITY);
            assertThat(asked.dueOn()).as("the time runs on").isEqualTo(open.dueOn());
            refused(Code.STALE, () -> fixture.requests.identify(open.id(), open.version(), IdentityCheck.E_ID));
            refused(
                    Code.INVALID,
                    () -> fixture.requests.close(open.id(), asked.version(), answered("Skickat")),
                    "identity");
            DataRequest known = fixture.requests.identify(open.id(), asked.version(), IdentityCheck.E_ID);
            assertThat(known.state()).isEqualTo(RequestState.OPEN);
            assertThat(known.identityBy()).isEqualTo("ulf");
            assertThat(known.identityOn()).isEqualTo(LocalDate.of(2026, 3, 17));
            refused(Code.INVALID, () -> fixture.requests.close(open.id(), known.version(), answered(" ")), "answer");
            DataRequest done = fixture.requests.close(open.id(), known.version(), answered("Skickat med post"));
            assertThat(done.state()).isEqualTo(RequestState.DONE);
            assertThat(done.answeredOn()).isEqualTo(LocalDate.of(2026, 3, 17));
            assertThat(done.closedBy()).isEqualTo("ulf");
            assertThat(done.urgency()).isEqualTo(Urgency.NONE);
            refused(Code.CONFLICT, () -> fixture.requests.askIdentity(open.id(), done.version()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedOnAGroundAndWithWords(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest open = fixture.registered();
            refused(
                    Code.INVALID,
                    () -> fixture.requests.close(
                            open.id(), open.version(), new Ending(RefusalGround.NOT_IDENTIFIED, null, null)),
                    "answer");
            refused(
                    Code.INVALID,
                    () -> fixture.requests.close(
                            open.id(),
                            open.version(),
                            new Ending(RefusalGround.NOT_IDENTIFIED, "Oklart", LocalDate.of(2026, 2, 28))),
                    "answeredOn");
            DataRequest refused = fixture.requests.close(
                    open.id(), open.version(), new Ending(RefusalGround.NOT_IDENTIFIED, "Oklart vem", null));
            assertThat(refused.state()).isEqualTo(RequestState.REFUSED);
            assertThat(refused.refusalGround()).isEqualTo(RefusalGround.NOT_IDENTIFIED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isExtendedOnceAndInTheFirstMonth(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest open = fixture.registered();
            refused(
                    Code.INVALID,
                    () -> fixture.requests.extend(open.id(), open.version(), null, null),
                    "reason",
                    "toldOn");
            refused(
                    Code.INVALID,
                    () -> fixture.requests.extend(open.id(), open.version(), "Många", LocalDate.of(2026, 3, 18)),
                    "toldOn");
            DataRequest longer = fixture.requests.extend(open.id(), open.version(), "Många", LocalDate.of(2026, 3, 10));
            assertThat(longer.dueOn()).isEqualTo(LocalDate.of(2026, 6, 1));
            refused(
                    Code.CONFLICT,
                    () -> fixture.requests.extend(open.id(), longer.version(), "Fler", LocalDate.of(2026, 3, 10)));
            DataRequest moved =
                    fixture.requests.change(open.id(), longer.version(), fixture.draft(LocalDate.of(2026, 3, 5)));
            assertThat(moved.dueOn()).as("still extended").isEqualTo(LocalDate.of(2026, 6, 5));
            fixture.now = fixture.now.plus(Duration.ofDays(60));
            DataRequest other = fixture.registered();
            refused(
                    Code.INVALID,
                    () -> fixture.requests.extend(other.id(), other.version(), "Sent", LocalDate.of(2026, 4, 2)),
                    "toldOn");
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsTheNextDueFirstAndCountsWhatIsUrgent(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest calm = fixture.requests.register(fixture.draft(LocalDate.of(2026, 3, 17)));
            DataRequest overdue = fixture.requests.register(fixture.draft(LocalDate.of(2026, 1, 17)));
            DataRequest soon = fixture.requests.register(fixture.draft(LocalDate.of(2026, 2, 20)));
            assertThat(fixture.requests
                            .list(new RequestQuery(true, null, null, 2))
                            .items())
                    .containsExactly(overdue, soon);
            assertThat(fixture.requests.load()).isEqualTo(new Load(3, 1, 1)).isEqualTo(fixture.links.load());
            fixture.requests.close(
                    calm.id(), calm.version(), new Ending(RefusalGround.UNFOUNDED, "Tionde gången", null));
            assertThat(fixture.requests.load()).isEqualTo(new Load(2, 1, 1));
            assertThat(fixture.requests
                            .list(new RequestQuery(false, null, null, 50))
                            .items())
                    .extracting(DataRequest::id)
                    .containsExactly(calm.id());
            String next = Objects.requireNonNull(fixture.requests
                    .list(new RequestQuery(true, fixture.anna, null, 1))
                    .next());
            assertThat(fixture.requests
                            .list(new RequestQuery(true, fixture.anna, next, 1))
                            .items())
                    .containsExactly(soon);
            assertThat(fixture.requests
                            .list(new RequestQuery(null, fixture.bo, null, 50))
                            .items())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbersAreTakenOnceEach(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            List<String> numbers = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> fixture.registered().number())
                    .sorted()
                    .toList();
            assertThat(numbers).doesNotHaveDuplicates().startsWith("2026-001").endsWith("2026-008");
            fixture.now = Instant.parse("2026-12-31T23:30:00Z");
            assertThat(fixture.registered().number())
                    .as("the new year in Sweden")
                    .isEqualTo("2027-001");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tiesAnErasureAndFindsItsReceipt(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest open = fixture.registered();
            UUID plan = UUID.randomUUID();
            fixture.acts.people.put(plan, List.of(fixture.bo));
            refused(Code.INVALID, () -> fixture.links.tie(open.id(), open.version(), plan), "plan");
            fixture.acts.people.put(plan, List.of(fixture.anna));
            fixture.links.tie(open.id(), open.version(), plan);
            assertThat(fixture.requests.get(open.id()).erasurePlan()).isEqualTo(plan);
            fixture.links.settle();
            assertThat(fixture.requests.get(open.id()).erasurePlan())
                    .as("no such plan")
                    .isNull();
            refused(Code.INVALID, () -> fixture.links.require(open.number(), List.of(fixture.bo)), "request");
            refused(Code.INVALID, () -> fixture.links.require("2026-999", List.of(fixture.anna)), "request");
            fixture.links.require(open.number(), List.of(fixture.bo, fixture.anna));
            UUID other = UUID.randomUUID();
            fixture.acts.plans.put(other, Plans.done(other));
            fixture.links.planned(open.number(), other);
            fixture.links.settle();
            assertThat(fixture.requests.get(open.id()).receipt())
                    .isEqualTo(
                            Objects.requireNonNull(Plans.done(other).receipt()).id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExtractIsTiedToItsRequestAndLogged(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest open = fixture.registered();
            RegisterExtract extract = fixture.extract(open.number());
            ExtractService.Format json =
                    new ExtractService.Format("json", Text.same("JSON"), "application/json", "json", false);
            fixture.links.made(extract, json);
            fixture.extracts.made(extract, json);
            assertThat(fixture.requests.get(open.id()).extract())
                    .isEqualTo(new DataRequest.MadeExtract(extract.id(), "d1ge5t", fixture.now));
            assertThat(fixture.extracts.of(fixture.anna, 10))
                    .containsExactly(
                            new MadeExtracts.Made(extract.id(), fixture.now, "ulf", "json", true, open.number()));
            fixture.links.made(fixture.extract("K-17"), json);
            assertThat(fixture.extracts.of(fixture.bo, 10)).isEmpty();
            fixture.role = Role.USER;
            refused(Code.FORBIDDEN, () -> fixture.extracts.of(fixture.anna, 10));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesNoWordsOnceThePersonIsErased(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest anonymized = fixture.registered();
            DataRequest deleted = fixture.registered();
            fixture.erase("UPDATE data_request SET contact_id = NULL, notes = NULL, version = version + 1"
                    + " WHERE number_in_year = 2");
            fixture.erase("UPDATE contact SET anonymized_at = created_at WHERE last_name = 'Anna'");
            for (DataRequest one : List.of(anonymized, deleted)) {
                DataRequest now = fixture.requests.get(one.id());
                assertThat(now.erased()).isTrue();
                DataRequest known = fixture.requests.identify(one.id(), now.version(), IdentityCheck.KNOWN_ADDRESS);
                refused(
                        Code.INVALID,
                        () -> fixture.requests.close(one.id(), known.version(), answered("Anna är raderad")),
                        "answer");
                assertThat(fixture.requests
                                .close(one.id(), known.version(), new Ending(null, null, null))
                                .state())
                        .isEqualTo(RequestState.DONE);
            }
            refused(Code.CONFLICT, fixture::registered);
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsTheWordsAYearAfterTheEnd(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            DataRequest stranger = fixture.requests.register(new RequestDraft(
                    RequestKind.ACCESS,
                    null,
                    "Disa Dahl",
                    "disa@example.com",
                    LocalDate.of(2026, 3, 1),
                    Channel.LETTER,
                    null,
                    "Vi har inget"));
            DataRequest open = fixture.registered();
            DataRequest ended = fixture.requests.close(
                    stranger.id(), stranger.version(), new Ending(RefusalGround.NOT_IDENTIFIED, "Vem?", null));
            assertThat(ended.requester()).isEqualTo("Disa Dahl");
            Instant later = fixture.now.plus(Duration.ofDays(RegisterUpkeep.WORDS_DAYS));
            assertThat(RegisterUpkeep.forget(fixture.database, later)).isZero();
            assertThat(RegisterUpkeep.forget(fixture.database, later.plusSeconds(1)))
                    .isEqualTo(1);
            assertThat(RegisterUpkeep.forget(fixture.database, later.plusSeconds(2)))
                    .isZero();
            DataRequest forgotten = fixture.requests.get(stranger.id());
            assertThat(forgotten.requester()).isNull();
            assertThat(forgotten.replyTo()).isNull();
            assertThat(forgotten.answer()).isNull();
            assertThat(forgotten.notes()).isNull();
            assertThat(forgotten.refusalGround()).isEqualTo(RefusalGround.NOT_IDENTIFIED);
            assertThat(fixture.requests.get(open.id()).notes()).isNotNull();
        }
    }

    @Test
    void refusesWhatIsMissingAndWhoMayNot() {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            refused(
                    Code.INVALID,
                    () -> fixture.requests.register(
                            new RequestDraft(null, null, null, null, LocalDate.of(2026, 3, 18), null, null, null)),
                    "kind",
                    "channel",
                    "receivedOn",
                    "requester",
                    "replyTo");
            fixture.role = Role.READER;
            refused(Code.FORBIDDEN, fixture::registered);
            refused(Code.FORBIDDEN, () -> fixture.requests.list(new RequestQuery(true, null, null, 50)));
            fixture.role = Role.USER;
            assertThat(fixture.registered().state()).isEqualTo(RequestState.OPEN);
        }
    }
}
