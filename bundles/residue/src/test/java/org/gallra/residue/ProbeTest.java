package org.gallra.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gallra.api.GallraException;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.ErasureTraces;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.erasure.ResidueReport.Place;
import org.gallra.api.erasure.ResidueReport.Standing;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the search after an act finds, what it takes for residue, and what it does not. */
class ProbeTest {

    private static final String EMAIL = "bjorn.akesson@volvo.example";
    private static final String MOBILE = "+46701234567";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anActLeavesNothing(Kind kind) throws IOException {
        try (House house = House.create(kind, folder, 10)) {
            Contact bjorn = person(house, "Björn", "Åkesson");
            house.execute(
                    "INSERT INTO activity (kind, subject, notes, public_id, version, contact_id, created_at, changed_at)"
                            + " SELECT 'CALL', 'Björn Åkesson', '0701234567', '" + UUID.randomUUID()
                            + "', 1, id, created_at,"
                            + " created_at FROM contact");
            ErasureReceipt pending = receipt(house.anonymize(bjorn.id()));
            assertThat(report(pending).state()).isEqualTo(ResidueReport.State.PENDING);
            house.local.probe();
            ErasureReceipt receipt = house.local.receipts().get(pending.id());
            ResidueReport report = report(receipt);
            assertThat(report.state()).isEqualTo(ResidueReport.State.DONE);
            assertThat(report.places()).isEmpty();
            assertThat(report.residue()).isZero();
            assertThat(report.people()).isEqualTo(1);
            assertThat(report.probed()).isEqualTo(1);
            assertThat(report.identifiers()).isGreaterThan(3);
            assertThat(report.columns()).isGreaterThan(40);
            assertThat(report.again()).isTrue();
            assertThat(report.skipped()).isEmpty();
            String ledger = ledger();
            assertThat(ledger)
                    .contains(
                            "\"kind\":\"PROBE\"",
                            "\"residue\":0",
                            receipt.plan().toString());
            assertThat(ledger).doesNotContain("kesson", "701234567");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatNobodyDeclaredIsFoundInAllSpellings(Kind kind) throws IOException {
        try (House house = House.create(kind, folder, 10)) {
            String bytes = kind == Kind.DERBY ? "BLOB" : "BYTEA";
            house.execute(
                    "CREATE TABLE acme_note (id INT, line VARCHAR(200), given VARCHAR(50), family VARCHAR(50), raw "
                            + bytes + ")");
            Contact bjorn = person(house, "Björn", "Åkesson");
            Contact other = house.contact("Annan", null, null);
            house.execute(
                    "INSERT INTO activity (kind, subject, notes, public_id, version, contact_id, created_at, changed_at)"
                            + " SELECT 'CALL', 'Hej', 'Hälsa Björn Åkessons kollega', '" + UUID.randomUUID()
                            + "', 1, id, created_at, created_at FROM contact WHERE public_id = '" + other.id() + "'");
            List<String> lines = List.of(
                    "ÅKESSON, Björn har slutat",
                    "ring 070-123 45 67!",
                    "+46 (0)70 1234567",
                    "0046701234567",
                    "till <BJORN.Akesson@Volvo.Example>",
                    "{\"mail\":\"bjorn.akesson@volvo.example\",\"n\":1}");
            List<String> others = List.of(
                    "Björn är ute",
                    "Åkessons gård",
                    "070-123 45 68",
                    "bjorn@volvo.example",
                    "Björn och Åkesson",
                    "1701234567");
            Stream.concat(lines.stream(), others.stream())
                    .forEach(l -> house.execute("INSERT INTO acme_note (id, line) VALUES (1, ?)", l));
            house.execute("INSERT INTO acme_note (id, given, family) VALUES (1, 'Björn', 'Åkesson')");
            house.execute("INSERT INTO acme_note (id, raw) VALUES (1, ?)", (Object)
                    "namn;tel\nBjörn Åkesson;0".getBytes(StandardCharsets.UTF_8));
            house.companies.create(CompanyDraft.builder()
                    .name("Bolaget")
                    .notes("Fråga Björn Åkesson")
                    .build());
            ErasurePlan done = house.anonymize(bjorn.id());
            house.local.probe();
            ErasureReceipt receipt = house.local.receipts().get(receipt(done).id());
            ResidueReport report = report(receipt);
            // in an address made of the name both are found
            assertThat(report.places())
                    .extracting(Place::place, Place::count, Place::standing)
                    .containsExactlyInAnyOrder(
                            tuple("acme_note.line", 8L, Standing.UNDECLARED),
                            tuple("acme_note.family", 1L, Standing.UNDECLARED),
                            tuple("acme_note.raw", 1L, Standing.UNDECLARED),
                            tuple("company.notes", 1L, Standing.DECLARED),
                            tuple("activity.notes", 1L, Standing.DECLARED));
            assertThat(report.residue()).isEqualTo(12);

            house.execute("DELETE FROM acme_note");
            house.execute("UPDATE activity SET notes = NULL");
            house.execute("UPDATE company SET notes = NULL");
            assertThat(report(house.local.receipts().probe(receipt.id())).state())
                    .isEqualTo(ResidueReport.State.PENDING);
            house.local.probe();
            ResidueReport clean = report(house.local.receipts().get(receipt.id()));
            assertThat(clean.residue()).isZero();
            assertThat(clean.entry()).isGreaterThan(report.entry());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatOthersHaveTooIsShared(Kind kind) {
        try (House house = House.create(kind, folder, 10)) {
            Contact first = person(house, "Anna", "Andersson");
            house.contacts.create(ContactDraft.builder()
                    .firstName("Anna")
                    .lastName("Andersson")
                    .email("anna@other.example")
                    .mobile(MOBILE)
                    .build());
            house.execute("CREATE TABLE acme_note (id INT, line VARCHAR(200))");
            house.execute("INSERT INTO acme_note VALUES (1, 'Anna Andersson, 070-1234567')");
            house.execute("INSERT INTO acme_note VALUES (1, '" + EMAIL + "')");
            ErasurePlan done = house.delete(first.id());
            house.local.probe();
            ResidueReport report =
                    report(house.local.receipts().get(receipt(done).id()));
            assertThat(report.places())
                    .extracting(Place::place, Place::count, Place::standing)
                    .containsExactly(
                            tuple("acme_note.line", 1L, Standing.UNDECLARED),
                            tuple("acme_note.line", 2L, Standing.SHARED));
            assertThat(report.residue()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatWasNotChosenStays(Kind kind) {
        try (House house = House.create(kind, folder, 10)) {
            Contact bjorn = person(house, "Björn", "Åkesson");
            house.execute("INSERT INTO activity (kind, subject, public_id, version, contact_id, created_at, changed_at)"
                    + " SELECT 'CALL', 'Björn Åkesson', '" + UUID.randomUUID()
                    + "', 1, id, created_at, created_at FROM contact");
            ErasurePlan done =
                    house.execute(house.local.engine().plan(ErasureRequest.anonymize(List.of(bjorn.id()), Set.of())));
            house.local.probe();
            ResidueReport report =
                    report(house.local.receipts().get(receipt(done).id()));
            assertThat(report.residue()).isZero();
            assertThat(report.places())
                    .extracting(Place::place, Place::standing)
                    .containsExactly(tuple("activity.subject", Standing.NOT_CHOSEN));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void actsAreSearchedForTogether(int batch) {
        try (House house = House.create(Kind.DERBY, folder, batch)) {
            house.execute("CREATE TABLE acme_note (id INT, line VARCHAR(200))");
            ErasurePlan first = house.anonymize(Stream.of("Ett", "Två", "Tre", "Fyra")
                    .map(n -> person(house, n, "Person").id())
                    .toArray(ContactId[]::new));
            Contact bjorn = person(house, "Björn", "Åkesson");
            house.execute("INSERT INTO acme_note VALUES (1, 'Fyra Person och Person, Två')");
            ErasurePlan second = house.delete(bjorn.id());
            house.local.probe();
            ResidueReport of = report(house.local.receipts().get(receipt(first).id()));
            assertThat(of.probed()).isEqualTo(4);
            assertThat(of.residue()).isEqualTo(2);
            assertThat(report(house.local.receipts().get(receipt(second).id())).residue())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCrashIsAdmitted(Kind kind) {
        try (TestDatabase database = TestDatabase.of(kind, "contact", "activity", "register", "ledger")) {
            House house = new House(database, folder, 10);
            UUID receipt = receipt(
                            house.anonymize(person(house, "Björn", "Åkesson").id()))
                    .id();
            house.stop();
            House next = new House(database, folder, 10);
            if (kind == Kind.POSTGRESQL) {
                next.local.lookForLostProbes();
                assertThat(report(next.local.receipts().get(receipt)).state())
                        .isEqualTo(ResidueReport.State.PENDING); // another node may be at it
                next.execute("UPDATE erasure_plan SET finished_at = TIMESTAMP '2020-01-01 00:00:00'");
            }
            next.local.lookForLostProbes();
            ResidueReport report = report(next.local.receipts().get(receipt));
            assertThat(report.state()).isEqualTo(ResidueReport.State.DONE);
            assertThat(report.probed()).isZero();
            assertThat(report.people()).isEqualTo(1);
            assertThat(report.skipped()).hasSize(1);
            assertThat(report.again()).isFalse();
            assertThatThrownBy(() -> next.local.receipts().probe(receipt))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.CONFLICT));
            next.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void actsLeaveTracesUntilTablesAreWrittenAnew(Kind kind) {
        try (House house = House.create(kind, folder, 10)) {
            ErasureTraces traces = house.local.traces();
            assertThat(traces.traces()).isEmpty();
            house.anonymize(person(house, "Björn", "Åkesson").id());
            house.delete(person(house, "Björn", "Åkerman").id());
            assertThat(traces.traces()).hasSize(1).allMatch(t -> t.table().equals("contact") && !t.analyzed());
            ErasureTraces.Trace trace = traces.traces().get(0);
            assertThat(trace.first()).isBefore(trace.last());
            assertThat(traces.busy()).isFalse();
            traces.analyzed("contact", trace.first());
            assertThat(traces.traces()).noneMatch(ErasureTraces.Trace::analyzed);
            traces.cleaned("contact", trace.first());
            assertThat(traces.traces()).hasSize(1);
            traces.cleaned("contact", trace.last());
            assertThat(traces.traces()).isEmpty();
        }
    }

    private static Contact person(House house, String first, String last) {
        boolean only = house.numbers("SELECT COUNT(*) FROM contact").get(0) == 0;
        return house.contacts.create(ContactDraft.builder()
                .firstName(first)
                .lastName(last)
                .email(only ? EMAIL : null)
                .mobile(only ? MOBILE : null)
                .build());
    }

    private static ErasureReceipt receipt(ErasurePlan done) {
        return Objects.requireNonNull(done.receipt());
    }

    private static ResidueReport report(ErasureReceipt receipt) {
        return Objects.requireNonNull(receipt.residue());
    }

    private String ledger() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("ledger"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
