package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Big List of Naughty Strings in every field of every form of every page, of a system administrator. Each build writes some strings into a sixth
 * of the forms, others than the day before, on one of the databases in turn. {@code -Dgallra.naughty=all} writes all of them everywhere;
 * {@code -Dgallra.naughty=DERBY:2/6} does the second sixth of that on one database.
 */
class NaughtyPagesIT {

    /** A build does one of so many parts. */
    private static final int PARTS = 6;

    /** What is done, and whether with all strings. */
    record Piece(NaughtyPiece piece, boolean all) {

        int turns() {
            return all ? NaughtyStrings.all().size() : 2;
        }
    }

    static Stream<Piece> pieces() {
        List<NaughtyPiece> asked = NaughtyPiece.asked();
        int day = NaughtyStrings.day();
        return asked.isEmpty()
                ? Stream.of(new Piece(new NaughtyPiece(Kind.values()[day % 2], day / 2 % PARTS, PARTS), false))
                : asked.stream().map(piece -> new Piece(piece, true));
    }

    @ParameterizedTest
    @MethodSource("pieces")
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void whatIsWrittenIntoAFormIsTextOrRefused(Piece piece) throws Exception {
        Kind kind = piece.piece().kind();
        try (GallraServer server =
                piece.all() ? GallraServer.startForLong(kind, "naughty") : GallraServer.start(kind, "naughty")) {
            Api admin = server.admin();
            Forms forms = Forms.walk(admin, filled(admin));
            Stored stored = Stored.in(server);
            Map<String, String> before = stored.now();
            id(admin.post("companies", Map.of("name", "Bolaget som syns")));
            assertThat(stored.now()).as("what is stored is noticed").isNotEqualTo(before);
            NaughtyForms naughty = new NaughtyForms(admin, forms, stored);
            assertThat(forms.pages()).as("pages").isGreaterThan(60);
            assertThat(naughty.places()).as("fields").isGreaterThan(250);
            naughty.attempt(piece.piece(), piece.all() ? 0 : NaughtyStrings.day() * 7, piece.turns());
            System.out.println("naughty: " + piece + ", " + forms.pages() + " pages, "
                    + forms.all().size() + " forms, " + naughty.places() + " places; " + naughty);
            assertThat(naughty.faults()).isEmpty();
            assertThat(server.errors()).noneMatch(line -> line.contains("Incident"));
        }
    }

    /** Makes one of each thing that has pages; returns where they are looked at first. */
    private static List<String> filled(Api admin) {
        for (String owner : List.of("contact", "company", "activity", "meeting", "opportunity", "sale")) {
            id(admin.post("free-fields", Map.of("owner", owner, "type", "TEXT", "label", Map.of("sv", "Fritt"))));
        }
        String company = id(admin.post("companies", Map.of("name", "Bolaget")));
        String contact = id(admin.post("contacts", People.make(company).values()));
        String other = id(admin.post("contacts", People.make(company).values()));
        id(admin.post("activities", Map.of("type", "CALL", "contact", contact, "subject", "Ring")));
        id(admin.post(
                "meetings",
                Map.of(
                        "subject", "Möte",
                        "startsAt", "2026-11-01T09:00:00Z",
                        "endsAt", "2026-11-01T10:00:00Z",
                        "participants", List.of(contact))));
        id(admin.post("opportunities", Map.of("contact", contact, "name", "Affär", "stage", "PROPOSAL")));
        id(admin.post("sales", Map.of("contact", contact, "description", "Såld", "amount", 1, "soldOn", "2026-02-03")));
        JsonNode request = admin.post(
                        "requests",
                        Map.of("kind", "ACCESS", "contact", contact, "receivedOn", "2026-11-01", "channel", "EMAIL"))
                .is(201)
                .json();
        admin.post("views", Map.of("list", "contacts", "name", "Vyn", "shared", false))
                .is(201);
        String draft = id(admin.send(
                admin.request("imports?fileName=a.csv").POST(BodyPublishers.ofString("Förnamn;Efternamn\nAda;Ek\n"))));
        admin.post("exports", Map.of("contacts", List.of(contact), "format", "json"))
                .is(202);
        JsonNode plan = admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(contact))))
                .is(201)
                .json();
        Map<String, Object> quiet = Map.of("criterion", "core.no-contact", "arguments", Map.of("days", 30));
        String rule = id(admin.post("anonymization-rules", Map.of("name", "Tysta", "condition", quiet)));
        return List.of(
                "/ui/",
                // of the one who gets no activities by the thousand: each answer holds everything about her
                "/ui/extract/" + other,
                "/ui/rules/" + rule,
                "/ui/contacts/" + contact,
                "/ui/companies/" + company,
                "/ui/imports/" + draft,
                "/ui/anonymize/" + plan.get("id").asText(),
                "/ui/settings/org.gallra.requests/requests?request="
                        + request.get("id").asText());
    }

    private static String id(Api.Answer answer) {
        return answer.is(201).json().get("id").asText();
    }
}
