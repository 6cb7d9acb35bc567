package org.gallra.extract;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.extract.RegisterExtract.BundleAnswer;
import org.gallra.api.extract.RegisterExtract.Outcome;
import org.gallra.api.extract.RegisterExtract.Section;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.processing.ControllerDetails;
import org.jspecify.annotations.Nullable;

/** What an extract says beside the values (GDPR article 15(1)(a)–(h), 15(2); PRIVACY.md b), in the words of its language. */
final class Wording {

    /** The time zone in which times are shown to people; it is named beside them. */
    static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    static final Text TITLE = new Text("Registerutdrag", "Register extract");
    static final Text NOT_STATED = new Text("Inte angivet", "Not stated");
    static final Text BUNDLES = new Text("Tillfrågade delar", "Parts that were asked");
    static final Text CONTROLLER = new Text("Personuppgiftsansvarig", "Controller");
    static final Text RIGHTS = new Text("Dina rättigheter", "Your rights");
    static final Text WITHHELD = new Text("Uppgifter som inte visas", "Data that is not shown");
    static final Text KEPT =
            new Text("Uppgifter som behålls även efter anonymisering", "Data that is kept even after anonymization");
    static final Text INCOMPLETE = new Text(
            "Utdraget är inte fullständigt: minst en del kunde inte läsas eller redovisar inte sina uppgifter.",
            "The extract is not complete: at least one part could not be read or does not account for its data.");
    static final Text AUTOMATED = new Text(
            "Gallra fattar inga automatiserade beslut om personen i den mening som avses i artikel 22. Uppgifter som"
                    + " härletts ur andra står, om de finns, i sina delar nedan.",
            "Gallra makes no automated decisions about the person in the sense of article 22. Data derived from other data"
                    + " stands, if there is any, in its parts below.");
    static final Text AUTHORITY = new Text(
            "Integritetsskyddsmyndigheten, Box 8114, 104 20 Stockholm, imy@imy.se, www.imy.se",
            "Swedish Authority for Privacy Protection (IMY), Box 8114, 104 20 Stockholm, imy@imy.se, www.imy.se");
    static final Text RECIPE = new Text(
            "SHA-256 över delarna i ordning; docs/extract.md beskriver hur den räknas om ur JSON- eller XML-filen",
            "SHA-256 over the sections in order; docs/extract.md tells how to make it again from the JSON or XML file");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final RegisterExtract extract;
    private final Locale language;

    Wording(RegisterExtract extract) {
        this.extract = extract;
        this.language = extract.language();
    }

    /**
     * A right of the person, or what else is to be said on the law.
     *
     * @param id its name in files for machines
     * @param text what it says
     */
    record Right(String id, Text text) {}

    /**
     * A field and the ground on which it is withheld or kept.
     *
     * @param section the section
     * @param field the field
     * @param ground the ground in words
     */
    record Grounded(Section section, FieldDeclaration field, String ground) {}

    String say(Text text) {
        return text.in(language);
    }

    String say(String sv, String en) {
        return "sv".equals(language.getLanguage()) ? sv : en;
    }

    /** Confirms or denies that data is processed (article 15(1)). */
    String confirmation() {
        if (extract.sections().isEmpty()) {
            if (!extract.leftOut().isEmpty()) {
                return say(
                        "I de delar som tagits med behandlas inga uppgifter om personen.",
                        "In the parts that were asked no data is processed about the person.");
            }
            return say("Inga uppgifter behandlas om personen.", "No data is processed about the person.");
        }
        return extract.anonymized()
                ? say(
                        "Personens kort är anonymiserat. Det som finns kvar leder inte längre till personen och står här.",
                        "The person's card is anonymized. What is left no longer leads to the person and stands here.")
                : say(
                        "Uppgifter behandlas om personen. Det här är en kopia av dem (GDPR artikel 15).",
                        "Data is processed about the person. This is a copy of it (GDPR article 15).");
    }

    /** Who it is about, when and how it was made. */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("name", new Text("Person", "Person"), extract.name()));
        if (extract.cards().size() > 1) {
            facts.add(new Fact("cards", new Text("Kort av personen", "Cards of the person"), cards()));
        }
        facts.add(new Fact("madeAt", new Text("Framställt", "Made"), time(extract.madeAt())));
        facts.add(new Fact("madeBy", new Text("Av", "By"), extract.madeBy()));
        facts.add(new Fact("request", new Text("Ärende", "Request"), extract.request()));
        facts.add(new Fact(
                "identity",
                new Text("Hur identiteten kontrollerades", "How identity was checked"),
                say(extract.order().identity().label())));
        facts.add(new Fact(
                "id",
                new Text("Utdragets nummer", "Number of the extract"),
                extract.id().toString()));
        facts.add(new Fact("others", new Text("Andra personer", "Other people"), others()));
        facts.add(new Fact(
                "complete",
                new Text("Fullständigt", "Complete"),
                extract.complete() ? say("Ja, alla delar har svarat", "Yes, all parts have answered") : incomplete()));
        if (!extract.leftOut().isEmpty()) {
            facts.add(new Fact("leftOut", new Text("Utelämnat på begäran", "Left out by choice"), leftOut()));
        }
        facts.add(new Fact("digest", new Text("Kontrollsumma", "Digest"), extract.digest()));
        return facts;
    }

    /** Says why the extract is not complete; both reasons if there are both. */
    String incomplete() {
        boolean gap = extract.bundles().stream()
                .anyMatch(b -> b.outcome() == Outcome.FAILED
                        || b.outcome() == Outcome.UNAVAILABLE
                        || b.outcome() == Outcome.NOT_ACCOUNTED_FOR);
        if (extract.leftOut().isEmpty()) {
            return say(INCOMPLETE);
        }
        String chosen = say("Delar är utelämnade på begäran: ", "Parts were left out by choice: ") + leftOut() + ".";
        return gap ? say(INCOMPLETE) + " " + chosen : chosen;
    }

    private String leftOut() {
        return extract.leftOut().stream().map(p -> say(p.label())).collect(Collectors.joining(", "));
    }

    private String cards() {
        return extract.cards().stream()
                .map(card -> card.company() == null ? card.name() : card.name() + " (" + card.company() + ")")
                .collect(Collectors.joining("; "));
    }

    private String others() {
        if (extract.order().othersShown()) {
            return say("Visas, därför att: ", "Are shown, because: ")
                    + extract.order().reason();
        }
        return say("Är dolda (", "Are hidden (") + extract.masked() + say(" ställen)", " places)");
    }

    /** Who is responsible and whom to ask, what goes to whom: those that say something, or that nothing is said. */
    List<Fact> controller() {
        ControllerDetails details = extract.controller();
        List<Fact> facts = new ArrayList<>();
        String none = say(NOT_STATED);
        add(facts, "name", "Namn", "Name", details == null || details.name() == null ? none : details.name());
        if (details == null) {
            return facts;
        }
        add(facts, "orgNumber", "Organisationsnummer", "Registration number", details.orgNumber());
        add(facts, "address", "Adress", "Address", details.address());
        add(facts, "email", "E-post", "E-mail", details.email());
        add(facts, "phone", "Telefon", "Phone", details.phone());
        add(facts, "jointControllers", "Gemensamt ansvariga", "Joint controllers", details.jointControllers());
        add(facts, "representative", "Företrädare", "Representative", details.representative());
        add(
                facts,
                "officer",
                "Dataskyddsombud",
                "Data protection officer",
                lines(details.officerName(), details.officerEmail(), details.officerPhone()));
        add(
                facts,
                "recipients",
                "Mottagare av alla uppgifter",
                "Recipients of all data",
                Objects.requireNonNullElse(details.recipients(), none));
        add(
                facts,
                "transfers",
                "Överföring till tredjeland och skyddsåtgärder",
                "Transfers to third countries and safeguards",
                Objects.requireNonNullElse(details.transfers(), none));
        return facts;
    }

    private static void add(List<Fact> facts, String id, String sv, String en, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(id, new Text(sv, en), value));
        }
    }

    private static @Nullable String lines(@Nullable String... values) {
        String lines = Stream.of(values).filter(Objects::nonNull).collect(Collectors.joining("\n"));
        return lines.isEmpty() ? null : lines;
    }

    /** What the person can do. */
    static List<Right> rights() {
        return List.of(
                new Right(
                        "rectification",
                        new Text(
                                "Felaktiga uppgifter ska rättas om du begär det (artikel 16).",
                                "Wrong data is to be corrected if you ask for it (article 16).")),
                new Right(
                        "erasure",
                        new Text(
                                "Du kan begära att uppgifter raderas (artikel 17).",
                                "You can ask for data to be erased (article 17).")),
                new Right(
                        "restriction",
                        new Text(
                                "Du kan begära att behandlingen begränsas (artikel 18).",
                                "You can ask for processing to be restricted (article 18).")),
                new Right(
                        "portability",
                        new Text(
                                "Uppgifter som du själv har lämnat är märkta. Bygger behandlingen på samtycke eller avtal har du"
                                        + " rätt att få dem i ett maskinläsbart format (artikel 20).",
                                "Data that you provided yourself is marked. If processing is based on consent or contract you"
                                        + " are entitled to it in a machine-readable format (article 20).")),
                new Right(
                        "objection",
                        new Text(
                                "Du kan invända mot behandlingen, och mot direkt marknadsföring alltid (artikel 21).",
                                "You can object to the processing, and to direct marketing always (article 21).")),
                new Right(
                        "complaint",
                        new Text(
                                "Klagomål lämnas till " + AUTHORITY.sv() + " (artikel 77).",
                                "Complaints go to the " + AUTHORITY.en() + " (article 77).")));
    }

    /** What is withheld, with the ground. */
    List<Grounded> withheld() {
        return grounded(f -> f.extract() == ExtractPolicy.WITHHOLD);
    }

    /** What an anonymization keeps, with the ground. */
    List<Grounded> kept() {
        return grounded(f -> f.strategy() == Strategy.KEEP && f.extract() == ExtractPolicy.INCLUDE);
    }

    private List<Grounded> grounded(Function<FieldDeclaration, Boolean> which) {
        List<Grounded> all = new ArrayList<>();
        for (Section section : extract.sections()) {
            for (FieldDeclaration field : section.fields()) {
                if (which.apply(field)) {
                    Text ground = field.ground();
                    all.add(new Grounded(section, field, say(ground == null ? NOT_STATED : ground)));
                }
            }
        }
        return all;
    }

    /** Returns the bundles by what they answered, those with gaps first: nobody is left out. */
    Map<Outcome, List<BundleAnswer>> byOutcome() {
        Map<Outcome, List<BundleAnswer>> all = new LinkedHashMap<>();
        for (Outcome outcome : List.of(
                Outcome.FAILED,
                Outcome.UNAVAILABLE,
                Outcome.NOT_ACCOUNTED_FOR,
                Outcome.ANSWERED,
                Outcome.NOTHING_FOUND,
                Outcome.LEFT_OUT,
                Outcome.HOLDS_NOTHING)) {
            List<BundleAnswer> some = extract.bundles().stream()
                    .filter(b -> b.outcome() == outcome)
                    .toList();
            if (!some.isEmpty()) {
                all.put(outcome, some);
            }
        }
        return all;
    }

    /** A bundle's name, with its presence if it does not run. */
    String named(BundleAnswer answer) {
        return say(answer.name())
                + (answer.presence() == Contributor.Presence.ACTIVE
                        ? ""
                        : " (" + presence(answer.presence()).toLowerCase(language) + ")");
    }

    String presence(Contributor.Presence presence) {
        return switch (presence) {
            case ACTIVE -> say("I drift", "Running");
            case STOPPED -> say("Stoppad; läst ur databasen", "Stopped; read from the database");
            case DEPARTED -> say("Borttagen; läst ur databasen", "Removed; read from the database");
        };
    }

    String outcome(Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> say("Har uppgifter om personen", "Holds data about the person");
            case NOTHING_FOUND -> say("Har inget om personen", "Holds nothing about the person");
            case LEFT_OUT -> say("Utelämnat på begäran", "Left out by choice");
            case HOLDS_NOTHING -> say("Har inga personuppgifter", "Holds no personal data");
            case NOT_ACCOUNTED_FOR -> say("Redovisar inte sina uppgifter", "Does not account for its data");
            case UNAVAILABLE -> say("Kunde inte tillfrågas", "Could not be asked");
            case FAILED -> say("Kunde inte läsas", "Could not be read");
        };
    }

    String category(FieldDeclaration field) {
        return say(field.category().label())
                + (field.category().special() ? say(" (särskild kategori)", " (special category)") : "");
    }

    /** What is said of a field, or that nothing is. */
    String stated(@Nullable Text text) {
        return say(text == null ? NOT_STATED : text);
    }

    /** A value for people; the empty text if there is none. */
    String value(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Text words) {
            return say(words);
        }
        if (value instanceof Instant instant) {
            return time(instant);
        }
        if (value instanceof Boolean yes) {
            return yes ? say("Ja", "Yes") : say("Nej", "No");
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }

    static String time(Instant instant) {
        return TIME.format(instant.atZone(ZONE)) + " (" + ZONE + ")";
    }
}
