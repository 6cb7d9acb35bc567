package org.gallra.processing;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingRecord;
import org.gallra.api.processing.ProcessingRecord.Activity;
import org.gallra.api.processing.ProcessingRecord.Category;
import org.gallra.api.processing.ProcessingRecord.Gap;
import org.gallra.api.processing.ProcessingRecord.Handling;
import org.gallra.api.processing.ProcessingRecord.Item;
import org.gallra.api.processing.ProcessingRecord.Origin;
import org.gallra.api.processing.ProcessingRecord.Part;
import org.gallra.api.processing.ProcessingRecord.Stated;
import org.gallra.api.sheet.Sheet;
import org.jspecify.annotations.Nullable;

/** The record as tables in one language. */
final class Tables {

    /** The time zone in which times are shown; it is named beside them. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final ProcessingRecord record;
    private final ControllerDetails controller;
    private final Locale language;

    Tables(ProcessingRecord record, Locale language) {
        this.record = record;
        this.controller = record.controller();
        this.language = language;
    }

    /** A heading and what stands below it, from the thing that a row is about. */
    private record Column<T>(String heading, Function<T, String> value) {}

    /**
     * Everything in one table: each row says all that article 30(1) asks for, so what holds for all activities is repeated
     * in each. A bundle without activities has a row too, so that the table says of itself whether it is complete.
     */
    Sheet whole() {
        List<Column<Part>> first = new ArrayList<>();
        general().forEach(pair -> first.add(new Column<>(pair.get(0), part -> pair.get(1))));
        List<List<String>> rows = new ArrayList<>();
        for (Part part : record.parts()) {
            List<Activity> activities = record.activities().stream()
                    .filter(activity -> activity.part().equals(part))
                    .toList();
            for (Activity activity : activities) {
                rows.add(cells(values(first, part), values(ofActivity(), activity), values(ofPart(), part)));
            }
            if (activities.isEmpty()) {
                List<String> none = ofActivity().stream().map(column -> "").toList();
                rows.add(cells(values(first, part), none, values(ofPart(), part)));
            }
        }
        return new Sheet(
                "processing",
                say("Registerförteckning", "Record of processing"),
                cells(headings(first), headings(ofActivity()), headings(ofPart())),
                rows);
    }

    /** The controller, what holds for all activities, and what the record says of itself. */
    Sheet general(String name) {
        List<List<String>> rows = new ArrayList<>(general());
        rows.addAll(defaults(say("kontaktpersoner", "contacts"), controller.contactDefaults()));
        rows.addAll(defaults(say("användare", "users"), controller.userDefaults()));
        rows.add(List.of(say("Framställd", "Made"), TIME.format(record.madeAt().atZone(ZONE)) + " " + ZONE.getId()));
        rows.add(List.of(
                say("Fullständig", "Complete"),
                record.complete()
                        ? say("Ja, alla tillägg redovisar sina uppgifter", "Yes, all bundles account for their data")
                        : say(
                                "Nej, det finns tillägg som inte redovisar sina uppgifter",
                                "No, there are bundles that do not account for their data")));
        rows.add(List.of(
                say("Uppgifter som saknas", "Gaps"),
                String.valueOf(record.gaps().size())));
        return new Sheet("controller", name, List.of(say("Uppgift", "Item"), say("Värde", "Value")), rows);
    }

    /** One row for each activity. */
    Sheet activities(String name) {
        return new Sheet(
                "activities",
                name,
                cells(headings(ofActivity()), headings(ofPart())),
                record.activities().stream()
                        .map(a -> cells(values(ofActivity(), a), values(ofPart(), a.part())))
                        .toList());
    }

    /** One row for each bundle. */
    Sheet parts(String name) {
        return new Sheet(
                "bundles",
                name,
                headings(ofPart()),
                record.parts().stream().map(part -> values(ofPart(), part)).toList());
    }

    /** Returns pairs of heading and value. */
    private List<List<String>> general() {
        return List.of(
                List.of(
                        Item.CONTROLLER.label().in(language),
                        lines(
                                controller.name(),
                                controller.orgNumber(),
                                controller.address(),
                                controller.email(),
                                controller.phone())),
                List.of(
                        say("Gemensamt personuppgiftsansvariga", "Joint controllers"),
                        lines(controller.jointControllers())),
                List.of(say("Företrädare", "Representative"), lines(controller.representative())),
                List.of(
                        say("Dataskyddsombud", "Data protection officer"),
                        lines(controller.officerName(), controller.officerEmail(), controller.officerPhone())),
                List.of(say("Mottagare av alla uppgifter", "Recipients of all data"), lines(controller.recipients())),
                List.of(
                        say(
                                "Överföring till tredjeland och skyddsåtgärder",
                                "Transfers to third countries and safeguards"),
                        lines(controller.transfers())),
                List.of(Item.SECURITY.label().in(language), lines(controller.security())));
    }

    private List<List<String>> defaults(String whose, ProcessingDefaults defaults) {
        String standard = say("Standard för ", "Default for ") + whose + ": ";
        return List.of(
                List.of(standard + Item.PURPOSE.label().in(language), lines(defaults.purpose())),
                List.of(standard + Item.LEGAL_BASIS.label().in(language), lines(defaults.legalBasis())),
                List.of(standard + Item.SOURCE.label().in(language), lines(defaults.source())),
                List.of(standard + Item.RETENTION.label().in(language), lines(defaults.retention())));
    }

    private List<Column<Activity>> ofActivity() {
        return List.of(
                new Column<>(say("Behandling", "Processing"), a -> a.label().in(language)),
                new Column<>("Id", Activity::id),
                new Column<>(say("Lagras i", "Kept in"), a -> say(Wording.place(a.store()))),
                new Column<>(say("Kategorier av registrerade", "Categories of data subjects"), a -> a.subjects()
                        .in(language)),
                new Column<>(Item.PURPOSE.label().in(language), a -> stated(a.purposes())),
                new Column<>(Item.LEGAL_BASIS.label().in(language), a -> stated(a.legalBases())),
                new Column<>(
                        say("Kategorier av personuppgifter", "Categories of personal data"),
                        a -> categories(a.categories())),
                new Column<>(
                        say("Särskilda kategorier (artikel 9)", "Special categories (article 9)"),
                        a -> categories(a.categories().stream()
                                .filter(Category::special)
                                .toList())),
                new Column<>(Item.SOURCE.label().in(language), a -> stated(a.sources())),
                new Column<>(say("Mottagare", "Recipients"), a -> stated(a.recipients())),
                new Column<>(Item.RETENTION.label().in(language), a -> stated(a.retention())),
                new Column<>(say("Anonymisering", "Anonymization"), a -> handling(a.anonymization())),
                new Column<>(say("Registerutdrag", "Register extract"), a -> handling(a.extract())),
                new Column<>(
                        say("Skäl att behålla eller inte visa", "Grounds to keep or not show"),
                        a -> stated(a.grounds())),
                new Column<>(say("Saknas", "Gaps"), this::gaps));
    }

    private List<Column<Part>> ofPart() {
        return List.of(
                new Column<>(say("Tillägg", "Bundle"), p -> p.name().in(language)),
                new Column<>(say("Symboliskt namn", "Symbolic name"), Part::bundle),
                new Column<>("Version", Part::version),
                new Column<>(say("Läge", "State"), this::presence),
                new Column<>(say("Redovisning", "Accounting"), p -> say(Wording.accounting(p.accounting()))),
                new Column<>(
                        say("Skäl", "Reasons"),
                        p -> p.reasons().stream().map(this::say).collect(Collectors.joining("\n"))));
    }

    private String presence(Part part) {
        String until = part.keptUntil() == null ? "" : say(", behålls till ", ", kept until ") + part.keptUntil();
        return say(Wording.presence(part.presence())) + until;
    }

    private String stated(List<Stated> all) {
        return all.stream()
                .map(one -> named(one.text(), one.fields())
                        + (one.origin() == Origin.DEFAULT ? say(" [standard]", " [default]") : ""))
                .collect(Collectors.joining("\n"));
    }

    private String handling(List<Handling> all) {
        return all.stream().map(one -> named(one.text(), one.fields())).collect(Collectors.joining("\n"));
    }

    private String categories(List<Category> all) {
        return all.stream()
                .map(one -> say(one.label()) + (one.special() ? say(" (artikel 9)", " (article 9)") : "") + ": "
                        + names(one.fields()))
                .collect(Collectors.joining("\n"));
    }

    private String gaps(Activity activity) {
        return record.gaps().stream()
                .filter(gap -> activity.id().equals(gap.activity()))
                .map(Gap::item)
                .map(Item::label)
                .map(this::say)
                .collect(Collectors.joining("\n"));
    }

    private String named(Text text, List<Text> fields) {
        return say(text) + (fields.isEmpty() ? "" : ": " + names(fields));
    }

    private String names(List<Text> fields) {
        return fields.stream().map(this::say).collect(Collectors.joining(", "));
    }

    private String say(Text text) {
        return text.in(language);
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }

    private static String lines(@Nullable String... values) {
        return Stream.of(values).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }

    private static <T> List<String> headings(List<Column<T>> columns) {
        return columns.stream().map(Column::heading).toList();
    }

    private static <T> List<String> values(List<Column<T>> columns, T of) {
        return columns.stream().map(column -> column.value().apply(of)).toList();
    }

    @SafeVarargs
    private static List<String> cells(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
