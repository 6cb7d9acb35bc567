package org.gallra.freefield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.access.Role;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FieldFilter.Is;
import org.gallra.api.freefield.FieldOrder;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.api.freefield.FreeField.LegalBasis;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.SelectionCriterion;
import org.gallra.freefield.FieldDraft.ChoiceDraft;
import org.gallra.freefield.FieldDraft.Words;
import org.gallra.testing.NastyStrings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FreeFieldsTest {

    private static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");

    static void refused(ThrowingCallable call, String... names) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> {
            assertThat(e.code()).isEqualTo(Code.INVALID);
            assertThat(e.violations()).extracting(Violation::field).containsExactlyInAnyOrder(names);
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeComesBackAsItWent(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            long contact = fixture.contact(NOW);
            long other = fixture.contact(NOW);
            Map<FreeField.Type, Object> values = Map.ofEntries(
                    Map.entry(FreeField.Type.TEXT, " två  mellanslag "),
                    Map.entry(FreeField.Type.LONG_TEXT, "rad\nrad\t\uD83D\uDE00"),
                    Map.entry(FreeField.Type.INTEGER, 42L),
                    Map.entry(FreeField.Type.DECIMAL, new BigDecimal("-1.250")),
                    Map.entry(FreeField.Type.CURRENCY, Map.of("amount", new BigDecimal("12.50"), "currency", "EUR")),
                    Map.entry(FreeField.Type.PERCENT, new BigDecimal("7.5")),
                    Map.entry(FreeField.Type.DATE, "2026-02-28"),
                    Map.entry(FreeField.Type.TIME, "13:30"),
                    Map.entry(FreeField.Type.BOOLEAN, false),
                    Map.entry(FreeField.Type.LIST, "bla"),
                    Map.entry(FreeField.Type.MULTI, List.of("bla", "rod")),
                    Map.entry(FreeField.Type.LINK, "https://example.se/?a=1"),
                    Map.entry(FreeField.Type.EMAIL, "Åsa@exempel.se"),
                    Map.entry(FreeField.Type.PHONE, "070-123 45 67"));
            assertThat(values).hasSize(FreeField.Type.values().length);
            Map<String, Object> wanted = new LinkedHashMap<>();
            for (FreeField.Type type : FreeField.Type.values()) {
                FreeField field = fixture.define(
                        fixture.contact,
                        type,
                        type.label().en(),
                        false,
                        null,
                        type.chosen() ? List.of("Röd", "Blå") : List.of());
                wanted.put(field.key(), values.get(type));
            }
            fixture.write(
                    contact,
                    wanted.entrySet().stream()
                            .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
                            .toArray());
            assertThat(fixture.values(contact)).isEqualTo(wanted);
            assertThat(fixture.values(contact).keySet())
                    .as("in the order of the form")
                    .containsExactlyElementsOf(wanted.keySet());
            assertThat(fixture.values(other)).isEmpty();
            fixture.write(contact, "text", null, "list_several_choices", List.of(), "phone_number", "");
            assertThat(fixture.values(contact))
                    .doesNotContainKeys("text", "list_several_choices", "phone_number")
                    .hasSize(wanted.size() - 3);
            refused(
                    () -> fixture.write(contact, "nothing", 1, "list", "grön", "yes_or_no", "ja"),
                    "freeFields.nothing",
                    "freeFields.list",
                    "freeFields.yes_or_no");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMandatoryIsAskedForOnEveryWrite(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            long old = fixture.contact(NOW);
            long made = fixture.contact(NOW);
            FreeField field = fixture.define(fixture.contact, FreeField.Type.TEXT, "Syfte", true, null, List.of());
            assertThat(fixture.service.impact(field.id())).isEqualTo(new FieldService.Impact(0, 2));
            refused(() -> fixture.fields.write(fixture.contact, made, true, null, Map.of()), "freeFields.syfte");
            refused(() -> fixture.fields.write(fixture.contact, old, false, null, Map.of()), "freeFields.syfte");
            fixture.write(old, "syfte", "kund");
            fixture.fields.write(fixture.contact, old, false, null, Map.of());
            refused(() -> fixture.write(old, "syfte", null), "freeFields.syfte");
            refused(
                    () -> fixture.fields.assign(fixture.contact, List.of(old), Fixture.map("syfte", null)),
                    "freeFields.syfte");
            fixture.fields.assign(fixture.contact, List.of(old, made), Fixture.map("syfte", "annat"));
            assertThat(fixture.values(made)).isEqualTo(Map.of("syfte", "annat"));
            fixture.service.require("contact", "email", true);
            refused(() -> fixture.fields.write(fixture.contact, old, false, null, Map.of()), "email");
            fixture.fields.write(fixture.contact, old, false, null, Fixture.map("email", "a@b.se"));
            refused(() -> fixture.service.require("contact", "shoe", true), "field");
            fixture.role = Role.USER;
            assertThatThrownBy(() -> fixture.service.require("contact", "email", false))
                    .isInstanceOf(GallraException.class);
            assertThat(fixture.service.list("contact")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void choicesAreRetiredAndNeverLost(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            long contact = fixture.contact(NOW);
            long other = fixture.contact(NOW);
            FreeField field = fixture.define(
                    fixture.contact, FreeField.Type.LIST, "Färg", false, "gron", List.of("Röd", "Blå", "Grön"));
            fixture.fields.write(fixture.contact, contact, true, Fixture.map("farg", "rod"), Map.of());
            fixture.fields.write(fixture.contact, other, true, null, Map.of());
            assertThat(fixture.values(other)).as("the initial value").isEqualTo(Map.of("farg", "gron"));
            FieldDraft draft = new FieldDraft(
                    null,
                    null,
                    new Words("Färg", "Colour"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(new ChoiceDraft("gron", new Words("Grön", "Green"), null, null, null, null)));
            FreeField changed = fixture.service.update(field.id(), field.version(), draft);
            assertThat(changed.choices()).extracting(Choice::key).containsExactly("gron", "rod");
            assertThat(changed.choices()).extracting(Choice::retired).containsExactly(false, true);
            fixture.write(contact, "farg", "rod");
            refused(() -> fixture.write(other, "farg", "rod"), "freeFields.farg");
            assertThat(fixture.fields.words(changed, "rod", Locale.ENGLISH)).isEqualTo("Röd");
            assertThatThrownBy(() -> fixture.service.update(field.id(), field.version(), draft))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(Code.STALE));
            assertThat(fixture.service.delete(field.id(), changed.version())).isEqualTo(2);
            assertThat(fixture.count("SELECT COUNT(*) FROM contact_field")).isZero();
            assertThat(fixture.count("SELECT COUNT(*) FROM freefield_choice")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFieldOfACompanyNeedNotBePersonal(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            long company = fixture.company();
            FreeField field = fixture.define(fixture.company, FreeField.Type.TEXT, "Kod");
            fixture.fields.write(fixture.company, company, false, Fixture.map("kod", "A1"), Map.of());
            FieldDraft plain =
                    new FieldDraft(null, null, new Words("Kod", null), null, null, null, null, false, null, null, null);
            FreeField changed = fixture.service.update(field.id(), field.version(), plain);
            assertThat(changed.personal()).isFalse();
            assertThat(fixture.count("SELECT COUNT(*) FROM company_field WHERE plain_value = 'A1' AND plain_key = 'a1'"
                            + " AND field_value IS NULL AND value_key IS NULL"))
                    .isEqualTo(1);
            assertThat(fixture.fields.values(fixture.company, List.of(company)))
                    .containsEntry(company, Map.of("kod", "A1"));
            assertThat(fixture.service.impact(field.id())).isEqualTo(new FieldService.Impact(1, 0));
            refused(
                    () -> fixture.service.create(new FieldDraft(
                            "contact",
                            FreeField.Type.TEXT,
                            new Words("Kod", null),
                            null,
                            null,
                            null,
                            null,
                            false,
                            null,
                            null,
                            null)),
                    "personal");
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsAreFoundByTheirValues(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.define(fixture.contact, FreeField.Type.TEXT, "Not");
            fixture.define(fixture.contact, FreeField.Type.DECIMAL, "Tal");
            fixture.define(fixture.contact, FreeField.Type.CURRENCY, "Lön");
            fixture.define(fixture.contact, FreeField.Type.MULTI, "Sport", false, null, List.of("Golf", "Ridning"));
            long one = fixture.contact(NOW);
            long two = fixture.contact(NOW);
            long three = fixture.contact(NOW);
            fixture.write(
                    one,
                    "not",
                    "Hundra% ÅKER_i",
                    "tal",
                    new BigDecimal("-2.5"),
                    "sport",
                    List.of("golf", "ridning"),
                    "lon",
                    Map.of("amount", 100, "currency", "SEK"));
            fixture.write(
                    two,
                    "not",
                    "hundra",
                    "tal",
                    10,
                    "sport",
                    List.of("golf"),
                    "lon",
                    Map.of("amount", 99.5, "currency", "EUR"));
            assertThat(found(fixture, "not", Is.CONTAINS, "a% åker_")).containsExactly(one);
            assertThat(found(fixture, "not", Is.EQUAL, "HUNDRA")).containsExactly(two);
            assertThat(found(fixture, "not", Is.EMPTY, null)).containsExactly(three);
            assertThat(found(fixture, "not", Is.FILLED, null)).containsExactly(one, two);
            assertThat(found(fixture, "tal", Is.AT_LEAST, "-2,5")).containsExactly(one, two);
            assertThat(found(fixture, "tal", Is.AT_LEAST, "-2,4")).containsExactly(two);
            assertThat(found(fixture, "tal", Is.AT_MOST, "9,999999")).containsExactly(one);
            assertThat(found(fixture, "lon", Is.AT_MOST, "99,50")).containsExactly(two);
            assertThat(found(fixture, "lon", Is.EQUAL, "100")).containsExactly(one);
            assertThat(found(fixture, "sport", Is.EQUAL, "Ridning")).containsExactly(one);
            assertThat(found(fixture, "sport", Is.CONTAINS, "golf")).containsExactly(one, two);
            refused(() -> found(fixture, "sport", Is.AT_LEAST, "golf"), "freeFields.sport");
            refused(() -> found(fixture, "gone", Is.FILLED, null), "freeFields");
            refused(() -> found(fixture, "tal", Is.EQUAL, "tre"), "freeFields.tal");
            assertThat(selected(
                            new FieldEquals(fixture.definitions, fixture.owners),
                            fixture,
                            Map.of("field", "sport", "value", "ridning")))
                    .containsExactly(one);
            assertThat(selected(
                            new FieldEmpty(fixture.definitions, fixture.owners),
                            fixture,
                            Map.of("field", "not", "is", "empty")))
                    .containsExactly(three);
            assertThat(selected(
                            new FieldCompared(fixture.definitions, fixture.owners),
                            fixture,
                            Map.of("field", "tal", "is", "least", "value", "10")))
                    .containsExactly(two);
        }
    }

    private static List<Long> found(
            Fixture fixture, String field, Is is, @org.jspecify.annotations.Nullable String value) {
        return fixture.keys(SqlFragment.of("SELECT c.id FROM contact c WHERE 1 = 1")
                .append(fixture.fields.where(fixture.contact, "c.id", List.of(new FieldFilter(field, is, value)))));
    }

    private static List<Long> selected(SelectionCriterion criterion, Fixture fixture, Map<String, String> given) {
        return selected(criterion, fixture, given, NOW);
    }

    private static List<Long> selected(
            SelectionCriterion criterion, Fixture fixture, Map<String, String> given, Instant now) {
        Arguments arguments = Arguments.of(criterion.id(), criterion.parameters(), new java.util.HashMap<>(given));
        assertThat(criterion.words(arguments).sv()).isNotBlank();
        return fixture.keys(criterion.select(fixture.database.kind(), arguments, now));
    }

    @ParameterizedTest
    @EnumSource
    void thePurposeKeepsAContactForItsMonths(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            RetentionOver over = new RetentionOver(fixture.definitions, fixture.owners);
            PurposeMissing missing = new PurposeMissing(fixture.definitions, fixture.owners);
            long old = fixture.contact(Instant.parse("2025-06-15T10:00:00Z"));
            long reviewed = fixture.contact(Instant.parse("2020-01-01T10:00:00Z"));
            long without = fixture.contact(Instant.parse("2020-01-01T10:00:00Z"));
            assertThat(selected(over, fixture, Map.of())).isEmpty();
            assertThat(selected(missing, fixture, Map.of())).hasSize(3);
            fixture.service.switchOn(Purpose.ready());
            fixture.service.switchOn(Purpose.ready());
            List<FreeField> ready = fixture.service.list("contact");
            assertThat(ready).extracting(FreeField::key).containsExactly("purpose", "next_review", "last_review");
            assertThat(ready.get(0).choices()).extracting(Choice::legalBasis).contains(LegalBasis.CONSENT);
            fixture.write(old, "purpose", "prospect");
            fixture.write(reviewed, "purpose", "prospect", "last_review", "2025-12-24");
            assertThat(selected(missing, fixture, Map.of())).containsExactly(without);
            assertThat(selected(over, fixture, Map.of(), Instant.parse("2026-06-14T10:00:00Z")))
                    .isEmpty();
            assertThat(selected(over, fixture, Map.of(), Instant.parse("2026-06-15T10:00:00Z")))
                    .containsExactly(old);
            assertThat(selected(over, fixture, Map.of(), Instant.parse("2026-12-24T10:00:00Z")))
                    .containsExactly(old, reviewed);
            assertThat(selected(over, fixture, Map.of(), Instant.parse("2026-12-22T10:00:00Z")))
                    .containsExactly(old);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fieldsKeepTheirOrderAndTheirKeys(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            FreeField one = fixture.define(fixture.contact, FreeField.Type.TEXT, "Är du vän?");
            FreeField two = fixture.define(fixture.contact, FreeField.Type.TEXT, "Är du vän!");
            FreeField three = fixture.define(fixture.contact, FreeField.Type.TEXT, "123");
            assertThat(List.of(one.key(), two.key(), three.key())).containsExactly("ar_du_van", "ar_du_van2", "f_123");
            fixture.service.move(three.id(), true);
            fixture.service.move(three.id(), true);
            fixture.service.move(three.id(), true);
            assertThat(fixture.service.list("contact"))
                    .extracting(FreeField::key)
                    .containsExactly("f_123", "ar_du_van", "ar_du_van2");
            refused(
                    () -> fixture.service.create(
                            new FieldDraft("ship", null, null, null, null, null, null, null, null, null, null)),
                    "owner");
            refused(
                    () -> fixture.service.create(
                            new FieldDraft("contact", null, null, null, null, null, null, null, null, null, null)),
                    "type",
                    "label.sv");
            refused(
                    () -> fixture.define(fixture.contact, FreeField.Type.INTEGER, "Tal", false, "tre", List.of()),
                    "initial");
            refused(
                    () -> fixture.define(fixture.contact, FreeField.Type.INTEGER, "Tal", false, null, List.of("a")),
                    "choices");
        }
    }

    private static List<Long> sorted(Fixture fixture, String field, boolean descending) {
        FieldOrder order = fixture.fields.order(fixture.contact, field, "c.id", descending);
        String way = descending ? " DESC" : "";
        return fixture.database.read(connection -> Rows.list(
                connection,
                SqlFragment.of("SELECT c.id FROM contact c")
                        .append(order.join())
                        .append(" ORDER BY " + order.value() + way + ", c.id" + way),
                row -> row.getLong(1)));
    }

    /** The same list run by run, as one who walks along the indexes sees it. */
    private static List<Long> walked(Fixture fixture, String field, boolean descending) {
        FieldOrder order = fixture.fields.order(fixture.contact, field, "c.id", descending);
        String way = descending ? " DESC" : "";
        List<FieldOrder.Run> runs = new ArrayList<>(order.runs());
        runs.add(new FieldOrder.Run(
                SqlFragment.of("SELECT c.id AS k, " + order.last() + " AS place FROM contact c WHERE ")
                        .append(order.without()),
                true));
        List<Long> walked = new ArrayList<>();
        for (FieldOrder.Run run : runs) {
            List<String> places = new ArrayList<>();
            walked.addAll(fixture.database.read(connection -> Rows.list(
                    connection,
                    SqlFragment.of("SELECT r.k, r.place FROM (")
                            .append(run.query())
                            .append(") r ORDER BY " + (run.one() ? "" : "r.place" + way + ", ") + "r.k" + way),
                    row -> {
                        places.add(row.getString(2));
                        return row.getLong(1);
                    })));
            assertThat(new HashSet<>(places).size() <= 1 || !run.one())
                    .as("a run with one value has one")
                    .isTrue();
        }
        return walked;
    }

    @ParameterizedTest
    @EnumSource
    void listsAreSortedByWhatTheValuesAre(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Map<FreeField.Type, List<Object>> inOrder = new LinkedHashMap<>();
            inOrder.put(FreeField.Type.INTEGER, List.of(-20, -3, 0, 9, 10, 200));
            inOrder.put(
                    FreeField.Type.DECIMAL,
                    List.of(
                            new BigDecimal("-10.5"),
                            new BigDecimal("-2"),
                            new BigDecimal("2.25"),
                            new BigDecimal("10")));
            inOrder.put(FreeField.Type.PERCENT, List.of(5, 25, 100));
            inOrder.put(
                    FreeField.Type.CURRENCY,
                    List.of(
                            Map.of("amount", 9, "currency", "SEK"),
                            Map.of("amount", 10, "currency", "EUR"),
                            Map.of("amount", 10, "currency", "SEK"),
                            Map.of("amount", 100, "currency", "EUR")));
            inOrder.put(FreeField.Type.DATE, List.of("1950-12-31", "2026-02-01", "2026-11-01"));
            inOrder.put(FreeField.Type.TIME, List.of("08:30", "08:30:15", "13:00"));
            inOrder.put(FreeField.Type.BOOLEAN, List.of(false, true));
            inOrder.put(
                    FreeField.Type.TEXT,
                    List.of(
                            "Adam",
                            "beda",
                            "Édith",
                            "eva",
                            "Müller",
                            "vera",
                            "Wera",
                            "ymer",
                            "zeb",
                            "Ål",
                            "äng",
                            "ödla",
                            "\uD83D\uDE00"));
            inOrder.put(FreeField.Type.EMAIL, List.of("a@x.se", "B@x.se", "å@x.se"));
            // as the form has them, not by their names
            inOrder.put(FreeField.Type.LIST, List.of("hog", "lag", "ingen"));
            inOrder.put(
                    FreeField.Type.MULTI, List.of(List.of("ingen", "hog"), List.of("lag", "ingen"), List.of("ingen")));
            List<Long> contacts = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                contacts.add(fixture.contact(NOW));
            }
            inOrder.forEach((type, values) -> {
                FreeField field = fixture.define(
                        fixture.contact,
                        type,
                        "F " + type,
                        false,
                        null,
                        type.chosen() ? List.of("Hög", "Låg", "Ingen") : List.of());
                List<Long> expected = new ArrayList<>();
                // from the last contact backwards, so that the order is not that of the keys
                for (int i = 0; i < values.size(); i++) {
                    long contact = contacts.get(contacts.size() - 1 - i);
                    fixture.write(contact, field.key(), values.get(i));
                    expected.add(contact);
                }
                List<Long> up = sorted(fixture, field.key(), false);
                assertThat(up.subList(0, values.size())).as("%s", type).isEqualTo(expected);
                List<Long> down = sorted(fixture, field.key(), true);
                Collections.reverse(expected);
                assertThat(down.subList(0, values.size()))
                        .as("%s, descending", type)
                        .isEqualTo(expected);
                assertThat(up).as("those without a value are last both ways").hasSize(14);
                if (type != FreeField.Type.MULTI) {
                    assertThat(walked(fixture, field.key(), false))
                            .as("%s, along indexes", type)
                            .isEqualTo(up);
                    assertThat(walked(fixture, field.key(), true))
                            .as("%s, along indexes, descending", type)
                            .isEqualTo(down);
                }
                assertThat(up.subList(values.size(), 14))
                        .containsExactlyInAnyOrderElementsOf(down.subList(values.size(), 14));
                FieldOrder order = fixture.fields.order(fixture.contact, field.key(), "c.id", false);
                assertThat(fixture.keys(SqlFragment.of("SELECT c.id FROM contact c")
                                .append(order.join())
                                .append(" WHERE " + order.value() + " >= ?", "")))
                        .as("a condition on the order drops nobody")
                        .hasSize(14);
            });
            refused(() -> sorted(fixture, "nothing", false), "sort");
        }
    }

    @ParameterizedTest
    @EnumSource
    void textsThatDifferInMarksAreNotEqual(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            FreeField field = fixture.define(fixture.contact, FreeField.Type.TEXT, "Ort");
            long first = fixture.contact(NOW);
            fixture.write(first, field.key(), "Ål {x} Müller É");
            for (String same : List.of("ål {x} MÜLLER é", "ÅL {X} müller É")) {
                assertThat(found(fixture, field.key(), Is.EQUAL, same)).isEqualTo(List.of(first));
            }
            for (String other : List.of("al {x} Müller É", "Ål åxö Müller É", "Ål {x} Myller É", "Ål {x} Müller E")) {
                assertThat(found(fixture, field.key(), Is.EQUAL, other))
                        .as(other)
                        .isEmpty();
            }
            assertThat(found(fixture, field.key(), Is.CONTAINS, "åL {x} myller e"))
                    .isEqualTo(List.of(first));
        }
    }

    /** Each text is written into a field of each type, of a contact of its own; what is not refused is read from the database as it went in. */
    @ParameterizedTest
    @EnumSource
    void nastyStringsComeOutOfTheDatabaseAsTheyWentIn(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Map<FreeField.Type, FreeField> fields = new LinkedHashMap<>();
            for (FreeField.Type type : FreeField.Type.values()) {
                fields.put(
                        type,
                        fixture.define(
                                fixture.contact,
                                type,
                                "F " + type,
                                false,
                                null,
                                type.chosen() ? List.of("A", "Röd") : List.of()));
            }
            Map<Long, Map<String, Object>> written = new LinkedHashMap<>();
            Map<FreeField.Type, Integer> taken = new LinkedHashMap<>();
            for (String nasty : NastyStrings.ALL) {
                long contact = fixture.contact(NOW);
                Map<String, @org.jspecify.annotations.Nullable Object> values = new LinkedHashMap<>();
                fields.forEach((type, field) -> {
                    try {
                        Object value = fixture.fields.parse(field, nasty);
                        if (value != null) {
                            values.put(field.key(), value);
                            taken.merge(type, 1, Integer::sum);
                        }
                    } catch (GallraException e) {
                        assertThat(e.violations())
                                .singleElement()
                                .satisfies(v -> assertThat(v.field()).isEqualTo("freeFields." + field.key()))
                                .satisfies(v -> assertThat(v.text().sv())
                                        .startsWith(field.label().sv() + ": "));
                    }
                });
                fixture.fields.write(fixture.contact, contact, false, values, Map.of());
                written.put(contact, Map.copyOf(values));
            }
            assertThat(fixture.fields.values(fixture.contact, written.keySet())).isEqualTo(written);
            assertThat(taken.keySet())
                    .as("every type takes some of them")
                    .containsExactlyInAnyOrder(FreeField.Type.values());
            assertThat(taken.get(FreeField.Type.LONG_TEXT)).isGreaterThan(300);
        }
    }
}
