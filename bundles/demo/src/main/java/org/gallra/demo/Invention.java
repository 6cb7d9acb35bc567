package org.gallra.demo;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.datafaker.Faker;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.ContactDraft;
import org.jspecify.annotations.Nullable;

/**
 * Invents companies and people. The same seed and order of calls give the same values.
 *
 * <p>Nobody real is meant: addresses of mail and web end in {@code example.se}, phone numbers are those that the Swedish
 * telecom authority reserves for fiction, and registration numbers have a check digit that is wrong on purpose.
 */
final class Invention {

    private static final List<String> TOWNS = List.of(
            "111 Stockholm",
            "118 Stockholm",
            "411 Göteborg",
            "413 Göteborg",
            "211 Malmö",
            "753 Uppsala",
            "722 Västerås",
            "702 Örebro",
            "582 Linköping",
            "252 Helsingborg",
            "553 Jönköping",
            "602 Norrköping",
            "223 Lund",
            "903 Umeå",
            "803 Gävle",
            "503 Borås",
            "632 Eskilstuna",
            "151 Södertälje",
            "652 Karlstad",
            "352 Växjö",
            "302 Halmstad",
            "852 Sundsvall",
            "972 Luleå",
            "461 Trollhättan",
            "831 Östersund",
            "392 Kalmar",
            "791 Falun",
            "291 Kristianstad",
            "541 Skövde",
            "621 Visby",
            "981 Kiruna",
            "371 Karlskrona");
    private static final List<String> TRADES = List.of(
            "Bygg",
            "El",
            "Konsult",
            "Redovisning",
            "Snickeri",
            "Åkeri",
            "Fastigheter",
            "Plåt",
            "Livs",
            "Bageri",
            "Trädgård",
            "Mekaniska",
            "Måleri",
            "Rör",
            "Data",
            "Reklambyrå",
            "Tryckeri",
            "Arkitekter",
            "Städ",
            "Logistik",
            "Energi",
            "Verktyg",
            "Medicinteknik",
            "Skogs",
            "Maskin",
            "Ventilation",
            "Säkerhet",
            "Möbler",
            "Rekrytering");
    private static final List<String> TITLES = List.of(
            "Verkställande direktör",
            "Ekonomichef",
            "Inköpare",
            "Inköpschef",
            "Försäljningschef",
            "Säljare",
            "Marknadschef",
            "Marknadsassistent",
            "It-chef",
            "Systemförvaltare",
            "Systemutvecklare",
            "Projektledare",
            "Produktionschef",
            "Produktchef",
            "Personalchef",
            "Hr-specialist",
            "Redovisningsekonom",
            "Controller",
            "Administratör",
            "Receptionist",
            "Platschef",
            "Arbetsledare",
            "Kvalitetsansvarig",
            "Miljösamordnare",
            "Logistiker",
            "Lageransvarig",
            "Kundtjänstchef",
            "Servicetekniker",
            "Jurist",
            "Dataskyddsombud",
            "Kommunikatör",
            "Verksamhetsutvecklare",
            "Styrelseordförande",
            "Delägare");
    private static final List<String> DEPARTMENTS = List.of(
            "Ekonomi",
            "Inköp",
            "Försäljning",
            "Marknad",
            "It",
            "Produktion",
            "Personal",
            "Ledning",
            "Kundservice",
            "Lager");
    private static final List<String> CATEGORIES =
            List.of("Kund", "Kund", "Kund", "Prospekt", "Prospekt", "Leverantör", "Partner");
    private static final List<String> COMPANY_NOTES = List.of(
            "Familjeföretag i tredje generationen.",
            "Fakturor ska märkas med beställarens namn.",
            "Ramavtal till och med nästa årsskifte.",
            "Växer snabbt och anställer. Bra läge att höra av sig.",
            "Stängt i juli.",
            "Kräver referensnummer på alla offerter.");
    private static final List<String> CONTACT_NOTES = List.of(
            "Träffades på mässan i våras. Intresserad av en demonstration.",
            "Nås bäst på förmiddagarna.",
            "Föredrar e-post framför telefon.",
            "Pappaledig till och med augusti; ring ersättaren under tiden.",
            "Mycket kunnig om upphandling.",
            "Pratar gärna om segling.",
            "Beslutsfattare tillsammans med ekonomichefen.",
            "Vill ha nyhetsbrevet.",
            "Har arbetat hos en av våra andra kunder.",
            "Besöker gärna vårt kontor.");

    private final Random random;
    private final Faker faker;
    private final List<String> owners;
    private final Set<String> companyNames = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> mailboxes = new HashSet<>();

    Invention(Random random, List<String> owners) {
        this.random = random;
        this.faker = new Faker(Locale.forLanguageTag("sv"), random);
        this.owners = owners;
    }

    CompanyDraft company() {
        String name = companyName();
        String host = host(name);
        String town = pick(TOWNS);
        return CompanyDraft.builder()
                .name(name)
                .orgNumber(orgNumber())
                .category(pick(CATEGORIES))
                .phone(String.format(Locale.ROOT, "08-465 004 %02d", random.nextInt(100)))
                .email("info@" + host)
                .website("https://www." + host)
                .street(faker.address().streetAddress())
                .postalCode(postalCode(town))
                .city(town.substring(4))
                .country("SE")
                .notes(sometimes(25, COMPANY_NOTES))
                .owner(pick(owners))
                .build();
    }

    ContactDraft contact(Company company) {
        String first = faker.name().firstName();
        String last = lastName();
        String host = Objects.requireNonNull(company.email()).substring("info@".length());
        boolean atHome = random.nextInt(5) == 0;
        String town = pick(TOWNS);
        return ContactDraft.builder()
                .company(company.id())
                .firstName(first)
                .lastName(last)
                .title(random.nextInt(10) == 0 ? null : pick(TITLES))
                .department(sometimes(40, DEPARTMENTS))
                .email(random.nextInt(20) == 0 ? null : mailbox(first, last, host))
                .mobile(random.nextInt(4) == 0 ? null : fictional("070-174 06 ", 5, 95))
                .phone(random.nextInt(3) == 0 ? fictional("08-465 004 ", 0, 100) : null)
                .street(atHome ? faker.address().streetAddress() : null)
                .postalCode(atHome ? postalCode(town) : null)
                .city(atHome ? town.substring(4) : null)
                .country(atHome ? "SE" : null)
                .notes(sometimes(30, CONTACT_NOTES))
                .owner(pick(owners))
                .build();
    }

    private String companyName() {
        while (true) {
            String name =
                    switch (random.nextInt(5)) {
                        case 0 -> lastName() + " & " + lastName() + " AB";
                        case 1 -> lastName() + "s " + pick(TRADES) + " AB";
                        case 2 -> pick(TOWNS).substring(4) + " " + pick(TRADES) + " AB";
                        case 3 ->
                            lastName() + " " + pick(TRADES) + " i "
                                    + pick(TOWNS).substring(4);
                        default -> faker.company().name();
                    };
            String tidy = name.replace("ss ", "s ");
            if (tidy.length() <= 60 && companyNames.add(tidy)) {
                return tidy;
            }
        }
    }

    /** The list has particles such as "af", which are no names by themselves. */
    private String lastName() {
        while (true) {
            String name = faker.name().lastName();
            if (name.length() > 3) {
                return name;
            }
        }
    }

    private String host(String companyName) {
        String base = letters(companyName.replaceAll("\\b(AB|HB|i)\\b", ""));
        String host = base + ".example.se";
        for (int i = 2; !hosts.add(host); i++) {
            host = base + i + ".example.se";
        }
        return host;
    }

    private String mailbox(String first, String last, String host) {
        String base = letters(first) + "." + letters(last);
        String address = base + "@" + host;
        for (int i = 2; !mailboxes.add(address); i++) {
            address = base + i + "@" + host;
        }
        return address;
    }

    private String orgNumber() {
        String digits = "5" + (5 + random.nextInt(4)) + (2 + random.nextInt(8)) + random.nextInt(100_000, 1_000_000);
        int wrong = (Luhn.digit(digits) + 1 + random.nextInt(9)) % 10;
        return digits.substring(0, 6) + "-" + digits.substring(6) + wrong;
    }

    private String fictional(String prefix, int first, int count) {
        return prefix + String.format(Locale.ROOT, "%02d", first + random.nextInt(count));
    }

    private String postalCode(String town) {
        return town.substring(0, 3) + " " + (10 + random.nextInt(80));
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private @Nullable String sometimes(int percent, List<String> list) {
        return random.nextInt(100) < percent ? pick(list) : null;
    }

    /** Returns the letters a to z of a name, å and ä as a, ö as o. */
    static String letters(String name) {
        return Normalizer.normalize(
                        name.toLowerCase(Locale.ROOT).replace("ø", "o").replace("æ", "ae"), Normalizer.Form.NFD)
                .replaceAll("[^a-z]", "");
    }
}
