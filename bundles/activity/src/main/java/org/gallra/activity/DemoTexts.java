package org.gallra.activity;

import static org.gallra.activity.ActivityType.CALL;
import static org.gallra.activity.ActivityType.EMAIL;
import static org.gallra.activity.ActivityType.LETTER;
import static org.gallra.activity.ActivityType.NOTE;
import static org.gallra.activity.ActivityType.TASK;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The words of one activity of the demo data set.
 *
 * @param type the kind
 * @param subject the subject
 * @param notes the notes; {@code %s} stands for the contact's name, as people do write names into notes
 * @param place the place, or null
 * @param outcome the outcome, or null
 */
record DemoTexts(
        ActivityType type,
        String subject,
        String notes,
        @Nullable String place,
        @Nullable String outcome) {

    private static final List<DemoTexts> ALL = List.of(
            of(
                    CALL,
                    "Uppföljning av offert",
                    "Ringde %s om offerten. Priset är rimligt, men leveranstiden måste kortas.",
                    "Återkommer efter ledningsgruppens möte"),
            of(
                    CALL,
                    "Första kontakt",
                    "Pratade med %s om hur de arbetar i dag. De saknar överblick över sina ärenden.",
                    "Bokar ett möte i nästa månad"),
            of(
                    CALL,
                    "Fråga om faktura",
                    "%s undrade över en rad på senaste fakturan. Förklarade timmarna.",
                    "Kunden nöjd"),
            of(CALL, "Sökte förgäves", "Lämnade ett meddelande till %s och bad om återuppringning.", "Inget svar"),
            of(
                    CALL,
                    "Förlängning av avtal",
                    "%s vill förlänga på ett år med samma villkor.",
                    "Skickar förslag på avtal"),
            of(
                    CALL,
                    "Avstämning inför årsskiftet",
                    "Gick igenom budgeten med %s. Investeringen ryms under första kvartalet.",
                    null),
            of(
                    CALL,
                    "Referens",
                    "%s kan tänka sig att vara referens för andra kunder i branschen.",
                    "Ja, efter sommaren"),
            of(
                    CALL,
                    "Reklamation",
                    "%s var missnöjd med leveransen i förra veckan. Bad om ursäkt och lovade en åtgärd.",
                    "Ny leverans utan kostnad"),
            of(EMAIL, "Skickade produktblad", "Skickade produktblad och prislista till %s efter samtalet.", null),
            of(EMAIL, "Offert skickad", "Offerten gick till %s. Giltig i 30 dagar.", "Väntar på svar"),
            of(
                    EMAIL,
                    "Svar på frågor om säkerhet",
                    "Svarade på listan med frågor om kryptering och säkerhetskopior från %s.",
                    "Godkänt av deras it-avdelning"),
            of(
                    EMAIL,
                    "Inbjudan till frukostseminarium",
                    "Bjöd in %s till seminariet om hållbara inköp.",
                    "Kommer gärna"),
            of(EMAIL, "Tack för besöket", "Tackade %s för besöket och sammanfattade vad vi kom överens om.", null),
            of(
                    EMAIL,
                    "Personuppgiftsbiträdesavtal",
                    "Skickade biträdesavtalet till %s för underskrift.",
                    "Underskrivet i retur"),
            of(
                    NOTE,
                    "Byter arbetsuppgifter",
                    "%s går över till en annan avdelning efter sommaren. Ta reda på vem som tar över.",
                    null),
            of(NOTE, "Bra tillfälle", "Träffade %s på mässan. De bygger ut och behöver fler licenser.", null),
            of(NOTE, "Föredrar e-post", "%s vill helst bli kontaktad per e-post, inte telefon före klockan tio.", null),
            of(
                    NOTE,
                    "Konkurrent inblandad",
                    "%s nämnde att de också talar med en konkurrent. Beslut tas i styrelsen.",
                    null),
            of(
                    NOTE,
                    "Ny organisation",
                    "Bolaget har slagits ihop med ett systerbolag. %s är fortfarande rätt person.",
                    null),
            of(NOTE, "Allergi", "%s tål inte nötter: tänk på det vid luncher.", null),
            of(TASK, "Ta fram prisförslag", "Räkna på två alternativ åt %s: köp och hyra.", "Lämnat"),
            of(TASK, "Boka demonstration", "Boka en timme med %s och deras ekonomichef.", "Bokad"),
            of(TASK, "Skicka avtal", "Avtalet ska till %s före månadsskiftet.", "Skickat med bud"),
            of(
                    TASK,
                    "Kontrollera leverans",
                    "Se till att %s har fått hela leveransen och att allt fungerar.",
                    "Allt på plats"),
            new DemoTexts(
                    TASK,
                    "Besök på plats",
                    "Gå igenom behoven tillsammans med %s.",
                    "Kundens kontor",
                    "Gott intryck, går vidare"),
            new DemoTexts(
                    TASK,
                    "Lunch",
                    "Lunch med %s. Fråga om planerna för nästa år.",
                    "Restaurangen vid torget",
                    "Trevligt, inget beslut"),
            of(TASK, "Uppdatera uppgifter", "Kontrollera titel och telefonnummer för %s.", "Klart"),
            of(LETTER, "Julkort", "Julkort till %s.", null),
            of(LETTER, "Avtal i original", "Två exemplar av avtalet till %s för underskrift.", "Ett exemplar i retur"),
            of(LETTER, "Inbjudan till jubileet", "Tryckt inbjudan till %s med följe.", "Tackade ja"));

    private static final List<String> MORE = List.of(
            "",
            "",
            "",
            " Vill ha svar före fredag.",
            " Hälsa från oss alla.",
            "\nNästa steg: ett kort möte på plats.",
            "\nTidsplan: beslut före halvårsskiftet, start till hösten.",
            " Budgeten är klar.",
            " Skicka kopia till deras inköpare.");

    private static DemoTexts of(ActivityType type, String subject, String notes, @Nullable String outcome) {
        return new DemoTexts(type, subject, notes, null, outcome);
    }

    static DemoTexts pick(RandomGenerator random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    String notes(String name, RandomGenerator random) {
        return notes.replace("%s", name) + MORE.get(random.nextInt(MORE.size()));
    }
}
