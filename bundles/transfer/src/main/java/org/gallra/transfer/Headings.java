package org.gallra.transfer;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Understands headings in Swedish and English: those of well-known programs as a whole, any other word by word.
 *
 * <p>All words here are folded: lower case, without accents, blanks and signs.
 */
final class Headings {

    /**
     * What a heading says.
     *
     * @param field where the column goes
     * @param rank how well it fits among others for the same field: lower is better
     * @param set which of several addresses it belongs to
     */
    record Meaning(Field field, int rank, String set) {}

    private static final Map<String, Field> WHOLE = new HashMap<>();

    /** Headings that look like a field and are none. */
    private static final Set<String> NOTHING = words("""
            title1 nameprefix prefix namnprefix suffix namesuffix namnsuffix namesource companyid contactid contactowner owner
            kontaktansvarig ansvarig recordid recordidcontact kundnr kundnummer id lastmodified createdate createddate
            phonetickirstname phoneticfirstname phoneticlastname phoneticmiddlename yominame companyyomi givenyomi surnameyomi
            emailoptout emaildisplayname epostnamn epostvisningsnamn emaildisplayas lastactivitydate lastactivity
            reportsto reportstoname leadsource leadstatus lifecyclestage faxnumberofbusiness photo labels groupmembership
            assistantsname assistentensnamn managersname chefensnamn manager spouse marimake radioteletex telex ttytddphone
            teletype screenname skarmnamn initials initialer keywords nyckelord directoryserver referredby account accountid""");

    static {
        put(
                Field.FIRST_NAME,
                "firstname fornamn givenname given tilltalsnamn contactfirstname forename fname personfirstname");
        put(
                Field.LAST_NAME,
                "lastname efternamn surname familyname family contactlastname slaktnamn lname personlastname");
        put(Field.MIDDLE_NAME, "middlename mellannamn additionalname additionalnames andranamn");
        put(
                Field.FULL_NAME,
                "name namn fullname heltnamn helanamnet fullstandigtnamn displayname visningsnamn contact contactname kontakt"
                        + " kontaktperson kontaktnamn kontaktpersonnamn person personname personnamn fileas arkiverasom"
                        + " fornamnefternamn fornamnochefternamn ereferens erreferens referens referensperson kundreferens"
                        + " attention attn customername medlem deltagare participant attendee");
        put(
                Field.TITLE,
                "jobtitle title titel befattning yrkestitel jobbtitel roll role position yrke organizationtitle"
                        + " organization1title arbetstitel tjanstetitel tjanst jobb function funktion occupation");
        put(
                Field.DEPARTMENT,
                "department avdelning dept organizationdepartment organization1department avd enhet division");
        put(
                Field.EMAIL,
                "email emailaddress epost epostadress mail mailadress mejl mejladress emailwork workemail emailprimary"
                        + " primaryemail primarepostadress primarepost email1value email1address");
        put(
                Field.MOBILE,
                "mobile mobil mobilephone mobiltelefon mobilnummer mobilnr mobiltel cell cellphone cellular mobilephonenumber");
        put(
                Field.PHONE,
                "phone telefon tel telefonnummer telefonnr phonenumber businessphone workphone arbetstelefon telefonarbete"
                        + " direktnummer direkttelefon direct directphone directnumber telefon1 tel1 phone1 direktnr direkttel direkttelefonnummer phone1value"
                        + " tfn tlf telnr telno telephone telephonenumber workphonenumber");
        put(
                Field.COMPANY_NAME,
                "company foretag companyname foretagsnamn organization organisation organizationname organisationsnamn"
                        + " organization1name account accountname bolag bolagsnamn firma firmanamn arbetsgivare employer"
                        + " associatedcompany personorganization kund kundnamn companyorganization accountaccountname"
                        + " foretagorganisation foretagnamn customer kundforetag leverantor supplier verksamhet arbetsplats");
        put(
                Field.ORG_NUMBER,
                "orgnr orgnummer organisationsnummer organisationsnr organizationnumber registrationnumber companyregistrationnumber"
                        + " foretagsnummer orgno organisationsnrpersonnr orgpersonnr organisationnumber corporateidentitynumber");
        put(
                Field.CATEGORY,
                "companycategory foretagskategori kundkategori kundtyp kundgrupp branschkategori companytype accounttype");
        put(
                Field.COMPANY_PHONE,
                "companymainphone foretagetshuvudtelefon vaxel vaxelnummer switchboard accountphone huvudtelefon");
        put(
                Field.WEBSITE,
                "website webpage webbplats webbsida hemsida url webb web homepage webaddress webbadress websiteurl www");
        put(
                Field.NOTES,
                "notes anteckningar note anteckning description beskrivning comment comments kommentar kommentarer ovrigt info notering noteringar");
        put(Field.COUNTRY, "country land countryregion landregion countrycode landkod mailingcountry nation");
        put(Field.POSTAL_CODE, "postalcode postnummer postnr zip zipcode postcode zippostalcode mailingzip postkod");
        put(Field.CITY, "city ort stad postort town mailingcity poststad locality");
        put(
                Field.STREET,
                "street address adress gatuadress gata utdelningsadress postadress besoksadress streetaddress address1 adress1 adressrad1 addressline1 mailingstreet");
        put(
                Field.STREET_2,
                "street2 address2 adress2 adressrad2 addressline2 co coadress gatuadress2 mailingstreet2 streetaddress2");
    }

    private static final Set<String> COMPANY = words(
            "company companys foretag foretags foretagets organization organisation organisationens account kund kundens"
                    + " bolag bolagets firma arbetsgivare employer companies");
    private static final Set<String> PRIVATE =
            words("home hem bostad bostads privat private personal personlig other annan annat ovrig ovriga");
    private static final Set<String> WORK =
            words("business work arbete arbets jobb office kontor mailing primary primar direct direkt main");
    private static final Set<String> ABOUT = words(
            "type typ label etikett optout prefix suffix id owner agare assistant assistants assistents assistentens spouse referred"
                    + " callback status datum date last senaste created skapad modified andrad bounced opt count antal valid verified"
                    + " source kalla consent samtycke tracking formatted");
    private static final Set<String> WEAK =
            words("contact person kontakt kund customer account fileas arkiverasom organization organisation");
    private static final Pattern JOINED = Pattern.compile(
            "(hem|bostads|privat|arbets|jobb|foretags|kund|work|home|company)"
                    + "(adress|gatuadress|telefon|telefonnummer|ort|postort|postnummer|land|mobil|epost|mail|phone|address|city)");
    private static final Pattern NUMBERED_ADDRESS = Pattern.compile("(?i)addre?ss \\d - .*");
    private static final Set<String> PERSON = words("person contact kontakt kontaktperson persons kontaktens lead");

    private Headings() {}

    /** Tells whether the heading is understood. */
    static boolean known(String heading) {
        return meaning(heading) != null || NOTHING.contains(fold(heading));
    }

    /** Returns where a column of this heading may go, or null. */
    static @Nullable Meaning meaning(String heading) {
        String whole = fold(heading);
        Field field = WHOLE.get(whole);
        if (field != null) {
            int rank = whole.matches("title|titel") ? 4 : WEAK.contains(whole) ? 6 : 1;
            return new Meaning(field, rank, "");
        }
        return whole.isEmpty() || NOTHING.contains(whole) || whole.length() > 60 ? null : byWords(heading);
    }

    private static @Nullable Meaning byWords(String heading) {
        Set<String> words = new HashSet<>();
        for (String word : heading.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").split("[^\\p{L}\\p{N}]+", -1)) {
            String folded = fold(word);
            Matcher joined = JOINED.matcher(folded);
            if (joined.matches()) {
                words.add(joined.group(1));
                words.add(joined.group(2));
            } else {
                words.add(folded);
            }
        }
        words.remove("");
        boolean company = words.removeAll(COMPANY);
        String set =
                String.join(" ", sorted(words.stream().filter(PRIVATE::contains).collect(Collectors.toSet())));
        boolean secondary = words.removeAll(PRIVATE);
        boolean work = words.removeAll(WORK);
        boolean person = words.removeAll(PERSON);
        boolean about = words.removeAll(ABOUT);
        int number = number(words);
        boolean numberedAddress = NUMBERED_ADDRESS.matcher(heading).matches();
        Field field = field(words, numberedAddress ? 1 : number);
        if (field == null && company && !about && words.stream().allMatch(w -> w.matches("\\d|name|namn"))) {
            field = Field.COMPANY_NAME;
        }
        if (field == null || about || (field == Field.FULL_NAME && (secondary || work))) {
            return null;
        }
        Field ofCompany = field.ofCompany();
        if (company && !person && ofCompany != null) {
            field = ofCompany;
        }
        int rank = 2 + (secondary ? 3 : 0) - (work ? 1 : 0) + 2 * number;
        return new Meaning(field, rank, numberedAddress ? set + number : set);
    }

    /** Returns the field that the words name, however they stand. */
    private static @Nullable Field field(Set<String> words, int number) {
        if (has(words, "fax.*")) {
            return Field.MORE_PHONE;
        }
        if (has(words, ".*email.*", ".*mailadress.*", "epost.*", ".*[^m]epost", "mejl.*")
                || (words.contains("e") && has(words, "mail.*", "post.*"))) {
            return words.contains("name") || words.contains("namn") || words.contains("display") ? null : Field.EMAIL;
        }
        if (has(words, "mobil.*", "cell.*", "iphone")) {
            return Field.MOBILE;
        }
        if (has(words, "phone.*", "tele?(?:fon|phone).*", "tel", "tfn", ".*telefon", ".*phone")) {
            return Field.PHONE;
        }
        if (has(words, "org.*nr", "org.*nummer", "orgno")
                || (words.contains("org") && has(words, "nr", "no", "nummer", "number"))) {
            return Field.ORG_NUMBER;
        }
        if (has(words, "post(?:al)?(?:code|kod)", "post(?:nummer|nr)", "zip.*")
                || (words.contains("postal") && words.contains("code"))) {
            return Field.POSTAL_CODE;
        }
        if (has(words, "city", "ort", "stad", "postort", "town", ".*ort(?:en)?")
                && !has(words, "report", "export", "import", "support")) {
            return Field.CITY;
        }
        if (has(words, "country", "land", "countryregion", "landskod")) {
            return Field.COUNTRY;
        }
        if (has(words, "extended") || has(words, "co") && words.size() == 1) {
            return Field.STREET_2;
        }
        if (has(
                        words,
                        "street",
                        "gata",
                        ".*gatuadress",
                        "address",
                        "adress",
                        "addresse",
                        ".*adress",
                        "adressrad",
                        "addressline")
                && !has(words, "web.*", "ip", "name", "namn", "box", "po")) {
            return number > 1 ? Field.STREET_2 : Field.STREET;
        }
        if (has(words, "website", "web.*", "hemsida", "homepage", "url", "www")) {
            return Field.WEBSITE;
        }
        if (has(words, "notes?", "anteckning.*", "kommentar.*", "comments?", "noter.*")) {
            return Field.NOTES;
        }
        if (has(words, "department", "avdelning", "dept")) {
            return Field.DEPARTMENT;
        }
        if (has(
                words,
                "jobtitle",
                "befattning",
                "jobbtitel",
                "yrkestitel",
                "titel",
                "title",
                "roll",
                "role",
                "position")) {
            return Field.TITLE;
        }
        return name(words);
    }

    private static @Nullable Field name(Set<String> words) {
        boolean name = has(words, "names?", "namn");
        if (has(words, "firstname", "fornamn", "givenname") || (name && has(words, "first", "given", "for"))) {
            return Field.FIRST_NAME;
        }
        if (has(words, "lastname", "efternamn", "surname", "familyname")
                || (name && has(words, "last", "family", "efter"))) {
            return Field.LAST_NAME;
        }
        if (has(words, "middlename", "mellannamn") || (name && has(words, "middle", "additional", "mellan"))) {
            return Field.MIDDLE_NAME;
        }
        return name && words.stream().allMatch(w -> w.matches("names?|namn|full|display|hela|fullstandigt|\\d"))
                ? Field.FULL_NAME
                : null;
    }

    /** Takes the number of a repeated column out of the words; 1 if there is none. */
    private static int number(Set<String> words) {
        for (int n = 1; n <= 9; n++) {
            if (words.remove(Integer.toString(n))) {
                return n;
            }
        }
        for (String word : Set.copyOf(words)) {
            if (word.matches("[a-z]{3,}[2-9]")) {
                words.remove(word);
                words.add(word.substring(0, word.length() - 1));
                return word.charAt(word.length() - 1) - '0';
            }
        }
        if (words.removeAll(
                words("secondary sekundar alternate alternative alternativ extra second andra additional2"))) {
            return 2;
        }
        return 1;
    }

    private static boolean has(Set<String> words, String... patterns) {
        return words.stream().anyMatch(w -> Arrays.stream(patterns).anyMatch(w::matches));
    }

    private static String[] sorted(Set<String> words) {
        return words.stream().sorted().toArray(String[]::new);
    }

    /** Folds a heading: letters and digits in lower case, without accents. */
    static String fold(String heading) {
        return Normalizer.normalize(heading, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replace("\u00F8", "o")
                .replace("\u00E6", "a")
                .replaceAll("[^a-z0-9]", "");
    }

    private static void put(Field field, String words) {
        words(words).forEach(w -> WHOLE.put(w, field));
    }

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.strip().split("\\s+", -1)));
    }
}
