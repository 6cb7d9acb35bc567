package org.gallra.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gallra.processing.Declared.bundle;
import static org.gallra.processing.Declared.controller;
import static org.gallra.processing.Declared.field;
import static org.gallra.processing.Declared.record;
import static org.gallra.processing.Declared.register;
import static org.gallra.processing.Declared.text;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.Departure;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreKind;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingRecord;
import org.gallra.api.processing.ProcessingRecord.Activity;
import org.gallra.api.processing.ProcessingRecord.Category;
import org.gallra.api.processing.ProcessingRecord.Gap;
import org.gallra.api.processing.ProcessingRecord.Handling;
import org.gallra.api.processing.ProcessingRecord.Item;
import org.gallra.api.processing.ProcessingRecord.Origin;
import org.gallra.api.processing.ProcessingRecord.Stated;
import org.gallra.api.sheet.Sheet;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");

    private static Activity activity(RecordDeclaration record, ControllerDetails controller) {
        return Recorder.record(
                        register(bundle("acme", Accounting.COMPLETE, Presence.ACTIVE, List.of(), record)),
                        controller,
                        NOW)
                .activities()
                .get(0);
    }

    private static ControllerDetails silent() {
        return controller(ProcessingDefaults.NONE, ProcessingDefaults.NONE);
    }

    @Test
    void whatAllFieldsSayIsSaidOnce() {
        Activity activity = activity(
                record(
                        "acme.booking",
                        DataSubject.CONTACT,
                        field("a").purpose("Resa"),
                        field("b").purpose("Resa")),
                silent());
        assertThat(activity.purposes()).containsExactly(new Stated(Origin.DECLARED, text("Resa"), List.of()));
        assertThat(activity.id()).isEqualTo("acme.booking");
        assertThat(activity.part().version()).isEqualTo("1.2.3");
    }

    @Test
    void differentStatementsNameTheirFieldsInTheOrderOfDeclaration() {
        Activity activity = activity(
                record(
                        "acme.booking",
                        DataSubject.CONTACT,
                        field("a").source("Formulär"),
                        field("b").source("Personen"),
                        field("c").source("Formulär")),
                silent());
        assertThat(activity.sources())
                .containsExactly(
                        new Stated(Origin.DECLARED, text("Formulär"), List.of(text("a"), text("c"))),
                        new Stated(Origin.DECLARED, text("Personen"), List.of(text("b"))));
    }

    @Test
    void theControllerFillsWhatADeclarationLeavesOpen() {
        Activity activity = activity(
                record("acme.booking", DataSubject.CONTACT, field("a").retention("Ett år"), field("b")),
                controller(Declared.DEFAULTS, ProcessingDefaults.NONE));
        assertThat(activity.retention())
                .containsExactly(
                        new Stated(Origin.DECLARED, text("Ett år"), List.of(text("a"))),
                        new Stated(Origin.DEFAULT, Text.same("Två år"), List.of(text("b"))));
        assertThat(activity.purposes()).containsExactly(new Stated(Origin.DEFAULT, Text.same("Kundvård"), List.of()));
        assertThat(activity.legalBases())
                .containsExactly(new Stated(Origin.DEFAULT, Text.same("Intresseavvägning"), List.of()));
        assertThat(activity.sources())
                .containsExactly(new Stated(Origin.DEFAULT, Text.same("Personen själv"), List.of()));
    }

    @Test
    void usersHaveDefaultsOfTheirOwn() {
        RecordDeclaration users = record("acme.user", DataSubject.USER, field("a"));
        assertThat(activity(users, controller(Declared.DEFAULTS, ProcessingDefaults.NONE))
                        .purposes())
                .extracting(Stated::origin)
                .containsExactly(Origin.NOT_STATED);
        Activity activity =
                activity(users, controller(ProcessingDefaults.NONE, new ProcessingDefaults("Drift", null, null, null)));
        assertThat(activity.purposes()).containsExactly(new Stated(Origin.DEFAULT, Text.same("Drift"), List.of()));
        assertThat(activity.extract()).extracting(Handling::text).containsExactly(Wording.NOT_IN_EXTRACTS);
        assertThat(activity.subjects().en()).isEqualTo("Users of Gallra");
    }

    @Test
    void whatNobodyStatesIsAGap() {
        RecordDeclaration open = record(
                "acme.booking",
                DataSubject.CONTACT,
                field("a")
                        .purpose("Resa")
                        .legalBasis("Avtal")
                        .source("Personen")
                        .retention("Ett år"),
                field("b").purpose("Resa").legalBasis("Avtal").source("Personen"));
        RecordDeclaration silentRecord = record("acme.note", DataSubject.CONTACT, field("c"));
        ProcessingRecord record = Recorder.record(
                register(bundle("acme", Accounting.COMPLETE, Presence.ACTIVE, List.of(), open, silentRecord)),
                silent(),
                NOW);
        assertThat(record.gaps())
                .containsExactly(
                        new Gap(Item.RETENTION, "acme.booking"),
                        new Gap(Item.PURPOSE, "acme.note"),
                        new Gap(Item.LEGAL_BASIS, "acme.note"),
                        new Gap(Item.SOURCE, "acme.note"),
                        new Gap(Item.RETENTION, "acme.note"));
        assertThat(record.activities().get(0).retention())
                .contains(new Stated(Origin.NOT_STATED, Wording.NOT_STATED, List.of(text("b"))));
        assertThat(record.activities().get(1).recipients()).as("nobody").isEmpty();
    }

    @Test
    void anUnknownControllerIsAGapToo() {
        ProcessingRecord record = Recorder.record(register(), Declared.nobody(), NOW);
        assertThat(record.gaps())
                .containsExactly(
                        new Gap(Item.CONTROLLER, null),
                        new Gap(Item.CONTACT_DETAILS, null),
                        new Gap(Item.SECURITY, null));
        assertThat(Recorder.record(register(), silent(), NOW).gaps()).isEmpty();
    }

    @Test
    void aRecordWithoutFieldsOfItsOwnIsAnActivityToo() {
        RecordDeclaration links = record("acme.membership", DataSubject.CONTACT);
        assertThat(activity(links, silent()).purposes())
                .containsExactly(new Stated(Origin.NOT_STATED, Wording.NOT_STATED, List.of()));
        Activity filled = activity(links, controller(Declared.DEFAULTS, ProcessingDefaults.NONE));
        assertThat(filled.purposes()).containsExactly(new Stated(Origin.DEFAULT, Text.same("Kundvård"), List.of()));
        assertThat(filled.categories()).isEmpty();
    }

    @Test
    void specialCategoriesAreMarked() {
        Activity activity = activity(
                record(
                        "acme.booking",
                        DataSubject.CONTACT,
                        field("name").category(DataCategory.IDENTITY),
                        field("diet").category(DataCategory.HEALTH),
                        field("alias").category(DataCategory.IDENTITY)),
                silent());
        assertThat(activity.categories())
                .containsExactly(
                        new Category(
                                DataCategory.IDENTITY,
                                DataCategory.IDENTITY.label(),
                                false,
                                List.of(text("name"), text("alias"))),
                        new Category(DataCategory.HEALTH, DataCategory.HEALTH.label(), true, List.of(text("diet"))));
    }

    @Test
    void whatBecomesOfFieldsIsSaidInWords() {
        Activity activity = activity(
                record(
                        "acme.booking",
                        DataSubject.CONTACT,
                        field("a").always(),
                        field("b"),
                        field("c").kept("Statistik"),
                        field("d").strategy(Strategy.LABEL),
                        field("e").withheld("Hemligt").recipients("Hotellet"),
                        field("f").strategy(Strategy.BUCKET)),
                silent());
        assertThat(activity.anonymization())
                .containsExactly(
                        new Handling(new Text("Tas bort, alltid", "Removed, always"), List.of(text("a"))),
                        new Handling(new Text("Tas bort", "Removed"), List.of(text("b"), text("e"))),
                        new Handling(new Text("Behålls", "Kept"), List.of(text("c"))),
                        new Handling(new Text("Ersätts med ”Anonym”", "Replaced by “Anonym”"), List.of(text("d"))),
                        new Handling(
                                new Text("Avrundas nedåt till jämna 10", "Rounded down to a multiple of 10"),
                                List.of(text("f"))));
        assertThat(activity.extract()).extracting(h -> h.text().en()).containsExactly("Shown", "Not shown");
        assertThat(activity.grounds())
                .containsExactly(
                        new Stated(Origin.DECLARED, text("Statistik"), List.of(text("c"))),
                        new Stated(Origin.DECLARED, text("Hemligt"), List.of(text("e"))));
        assertThat(activity.recipients())
                .containsExactly(new Stated(Origin.DECLARED, text("Hotellet"), List.of(text("e"))));
    }

    @Test
    void everyStrategyAndPresenceHasWords() {
        for (Strategy strategy : Strategy.values()) {
            Activity activity = activity(
                    record("acme.booking", DataSubject.CONTACT, field("a").strategy(strategy)), silent());
            assertThat(activity.anonymization()).as(strategy.name()).hasSize(1);
        }
        for (Presence presence : Presence.values()) {
            assertThat(Wording.presence(presence).sv()).isNotBlank();
        }
    }

    @Test
    void whatStandsInNoTableIsAnActivityToo() {
        Contributor contributor = new Contributor(
                "acme",
                "2.0.0",
                text("acme"),
                Accounting.COMPLETE,
                Presence.DEPARTED,
                List.of(),
                List.of(record("acme.booking", DataSubject.CONTACT, field("a"))),
                List.of(Declared.store(
                        "acme.badges",
                        field("photo").always().category(DataCategory.SENSITIVE).purpose("Inpassering"))),
                List.of(),
                new Departure(LocalDate.of(2027, 1, 31), "ulf", NOW));
        ProcessingRecord record =
                Recorder.record(register(contributor), controller(Declared.DEFAULTS, ProcessingDefaults.NONE), NOW);
        assertThat(record.activities()).extracting(Activity::id).containsExactly("acme.booking", "acme.badges");
        assertThat(record.activities()).extracting(Activity::store).containsExactly(null, StoreKind.FILES);
        Activity badges = record.activities().get(1);
        assertThat(badges.purposes()).containsExactly(new Stated(Origin.DECLARED, text("Inpassering"), List.of()));
        assertThat(badges.retention()).containsExactly(new Stated(Origin.DEFAULT, Text.same("Två år"), List.of()));
        assertThat(badges.categories().get(0).special()).isTrue();
        assertThat(badges.part().keptUntil()).isEqualTo(LocalDate.of(2027, 1, 31));
        assertThat(record.gaps()).isEmpty();
        Sheet table = new Tables(record, Locale.ENGLISH).whole();
        assertThat(table.rows())
                .hasSize(2)
                .allMatch(row -> row.contains("Removed, the data is still held, kept until 2027-01-31"));
        assertThat(table.rows()).last().asString().contains("Files").doesNotContain("ulf");
    }

    @Test
    void bundlesThatAreGoneOrSilentAreInTheRecord() {
        ProcessingRecord record = Recorder.record(
                register(
                        bundle(
                                "departed",
                                Accounting.COMPLETE,
                                Presence.DEPARTED,
                                List.of(),
                                record("acme.booking", DataSubject.CONTACT, field("a"))),
                        bundle("nothing", Accounting.HOLDS_NOTHING, Presence.ACTIVE, List.of(text("Inget"))),
                        bundle("silent", Accounting.NOT_ACCOUNTED_FOR, Presence.ACTIVE, List.of(text("Tyst")))),
                silent(),
                NOW);
        assertThat(record.complete()).isFalse();
        assertThat(record.madeAt()).isEqualTo(NOW);
        assertThat(record.digest()).isEqualTo("digest");
        assertThat(record.activities())
                .singleElement()
                .extracting(a -> a.part().presence())
                .isEqualTo(Presence.DEPARTED);
        assertThat(record.parts())
                .extracting(ProcessingRecord.Part::bundle)
                .containsExactly("departed", "nothing", "silent");
        assertThat(record.parts().get(2).reasons()).containsExactly(text("Tyst"));
        assertThat(Recorder.record(
                                register(bundle(
                                        "nothing", Accounting.HOLDS_NOTHING, Presence.ACTIVE, List.of(text("x")))),
                                silent(),
                                NOW)
                        .complete())
                .isTrue();
    }
}
