package org.gallra.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.transfer.ImportService.Format;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Separated values as programs really write them. */
class CsvFileTest {

    static Sheet read(String text) {
        return Sheet.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what each row holds by field name; columns that go nowhere are left out. */
    static List<Map<String, String>> rows(Sheet sheet) {
        List<@Nullable Field> fields = Proposal.of(sheet);
        List<Map<String, String>> rows = new ArrayList<>();
        for (Sheet.Row row : sheet.rows()) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                String cell = row.cell(i);
                if (field != null && cell != null) {
                    values.merge(field.target, cell, (a, b) -> a + " | " + b);
                }
            }
            rows.add(values);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t", "|"})
    void everySeparatorIsFound(String separator) {
        Sheet sheet = read(String.join(
                "\n",
                String.join(separator, "Förnamn", "Efternamn", "E-post", "Företag"),
                String.join(separator, "Åsa", "Öberg", "asa@example.se", "\"A" + separator + "B AB\"")));
        assertThat(sheet.delimiter()).isEqualTo(separator);
        assertThat(rows(sheet))
                .containsExactly(Map.of(
                        "contact.firstName", "Åsa",
                        "contact.lastName", "Öberg",
                        "contact.email", "asa@example.se",
                        "company.name", "A" + separator + "B AB"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, ''",
        "UTF-8, \uFEFF",
        "UTF-16LE, \uFEFF",
        "UTF-16BE, \uFEFF",
        "UTF-16LE, ''",
        "UTF-16BE, ''",
        "windows-1252, ''",
        "x-MacRoman, ''"
    })
    void everyCharacterSetIsFound(String charset, String mark) {
        String text = mark + "Förnamn;Efternamn;Ort;Anteckningar\r\nÅsa;Sjöö;Malmö;Ring före åtta, är ägare\r\n";
        Sheet sheet = Sheet.read(text.getBytes(Charset.forName(charset)));
        assertThat(sheet.encoding().toLowerCase(Locale.ROOT)).isEqualTo(charset.toLowerCase(Locale.ROOT));
        assertThat(rows(sheet).get(0))
                .containsEntry("contact.firstName", "Åsa")
                .containsEntry("contact.lastName", "Sjöö")
                .containsEntry("contact.city", "Malmö");
    }

    @Test
    void quotesHoldSeparatorsQuotesAndLineBreaks() {
        Sheet sheet = read("Förnamn;Efternamn;Titel;Anteckningar\r\n"
                + "Carin;Åhlén;\"Inköp, \"\"chef\"\"\";\"rad ett\r\nrad två; mer\"\r\n"
                + "Bo;Ek; \"med blanksteg runt\" ;x\r\n");
        assertThat(rows(sheet))
                .containsExactly(
                        Map.of(
                                "contact.firstName", "Carin",
                                "contact.lastName", "Åhlén",
                                "contact.title", "Inköp, \"chef\"",
                                "contact.notes", "rad ett\r\nrad två; mer"),
                        Map.of(
                                "contact.firstName", "Bo",
                                "contact.lastName", "Ek",
                                "contact.title", "med blanksteg runt",
                                "contact.notes", "x"));
        assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(2L, 4L);
    }

    @Test
    void aBrokenQuoteCostsItsOwnRowAtMost() {
        Sheet sheet = read("Förnamn;Efternamn;Titel\n"
                + "Anna;Ek;VD\n"
                + "Bo;\"Al\"falk;Chef\n"
                + "Cia;\"Berg;Säljare\n"
                + "Dan;Dahl;Inköpare\n");
        assertThat(sheet.rows()).hasSize(4);
        assertThat(rows(sheet).get(0)).containsEntry("contact.lastName", "Ek");
        assertThat(rows(sheet).get(1)).containsEntry("contact.lastName", "Alfalk");
        assertThat(sheet.rows().get(1).notes()).isNotEmpty();
        assertThat(sheet.rows().get(2).line()).isEqualTo(4);
        assertThat(sheet.rows().get(2).refusal()).isNotNull();
        assertThat(rows(sheet).get(3)).containsEntry("contact.lastName", "Dahl");
    }

    @Test
    void emptyAndRaggedRowsAreAccountedFor() {
        Sheet sheet = read("Förnamn;Efternamn;E-post;;\n"
                + ";;;;\n"
                + "\n"
                + "Anna;Ek;a@example.se;;\n"
                + "Bo;Al\n"
                + "Cia;Dahl;c@example.se;;;;\n"
                + "Dan;Berg;d@example.se;;;för mycket\n"
                + "ensam rad\n");
        assertThat(sheet.columns()).hasSize(3);
        assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(sheet.rows()).extracting(r -> r.refusal() == null).containsExactly(true, true, true, false, false);
        assertThat(sheet.rows().get(1).notes()).as("too few fields").hasSize(1);
    }

    @Test
    void theLineOfExcelAboutTheSeparatorIsNoHeading() {
        Sheet sheet = read("sep=,\r\nFörnamn,Efternamn\r\nAnna,\"Ek; Al\"\r\n");
        assertThat(sheet.delimiter()).isEqualTo(",");
        assertThat(rows(sheet).get(0)).containsEntry("contact.lastName", "Ek; Al");
        assertThat(sheet.rows().get(0).line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndIsOne(String end) {
        assertThat(rows(read("Namn;E-post" + end + "Anna Ek;a@example.se" + end + "Bo Al;b@example.se")))
                .hasSize(2);
    }

    @Test
    void titleLinesAboveTheHeadingsAreSkipped() {
        Sheet sheet = read("Kundlista 2026;;\nUttag av anna;;\n\nFörnamn;Efternamn;E-post\nAnna;Ek;a@example.se\n");
        assertThat(rows(sheet))
                .containsExactly(
                        Map.of("contact.firstName", "Anna", "contact.lastName", "Ek", "contact.email", "a@example.se"));
    }

    @Test
    void aFileWithoutHeadingsIsReadByItsValues() {
        Sheet sheet = read("Anna Ek;a@example.se;070-174 06 05;Norrlands Trä AB\n"
                + "Bo Al;b@example.se;08-465 004 90;Björk AB\n");
        assertThat(rows(sheet))
                .first()
                .isEqualTo(Map.of(
                        "contact.fullName", "Anna Ek",
                        "contact.email", "a@example.se",
                        "contact.phone", "070-174 06 05",
                        "company.name", "Norrlands Trä AB"));
        assertThat(sheet.rows()).hasSize(2);
    }

    @Test
    void aGiantCellCostsItsRowOnly() {
        Sheet sheet = read("Förnamn;Efternamn\nAnna;" + "x".repeat(10_000_000) + "\nBo;Al\n");
        assertThat(sheet.rows()).hasSize(2);
        assertThat(sheet.rows().get(0).refusal()).isNotNull();
        assertThat(rows(sheet).get(1)).containsEntry("contact.lastName", "Al");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \r\n\r\n",
                "Förnamn;Efternamn;E-post\r\n",
                "PK\u0003\u0004arkiv",
                "{\"contacts\": []}",
                "<html><body>nej</body></html>",
                "%PDF-1.7",
                "ett;två;tre\n1;2;3\n",
                "\u0000\u0001\u0002\u0000\u0000\u0005\u0000\u0000"
            })
    void whatIsNoListOfContactsIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        GallraException.class,
                        e -> assertThat(e.violations()).isNotEmpty().allSatisfy(v -> {
                            assertThat(v.text().sv()).hasSizeGreaterThan(20);
                            assertThat(v.text().en()).hasSizeGreaterThan(20);
                        }));
    }

    @Test
    void outlookInEnglish() {
        Sheet sheet =
                read("First Name,Middle Name,Last Name,Title,Suffix,Web Page,Notes,E-mail Address,E-mail 2 Address,"
                        + "E-mail 3 Address,Primary Phone,Home Phone,Mobile Phone,Pager,Home Fax,Home Street,Home City,Home Postal"
                        + " Code,Business Phone,Business Fax,Company,Job Title,Department,Business Street,Business City,Business"
                        + " Postal Code,Business Country/Region,Categories\r\n"
                        + "Anna,Maria,Ek,Ms,,https://example.se,Bra kund,anna@example.se,anna.privat@example.com,,,08-465 004"
                        + " 91,070-174 06 05,,,Hemgatan 1,Umeå,903 21,08-465 004 90,,Norrlands Trä AB,VD,Ledning,Storgatan"
                        + " 2,Sundsvall,852 30,Sweden,Viktig\r\n");
        assertThat(sheet.format()).isEqualTo(Format.CSV);
        Map<String, String> row = rows(sheet).get(0);
        assertThat(row)
                .containsEntry("contact.firstName", "Anna")
                .containsEntry("contact.middleName", "Maria")
                .containsEntry("contact.lastName", "Ek")
                .containsEntry("contact.title", "VD")
                .containsEntry("contact.department", "Ledning")
                .containsEntry("contact.email", "anna@example.se")
                .containsEntry("contact.moreEmail", "anna.privat@example.com")
                .containsEntry("contact.mobile", "070-174 06 05")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.street", "Storgatan 2")
                .containsEntry("contact.city", "Sundsvall")
                .containsEntry("contact.postalCode", "852 30")
                .containsEntry("contact.country", "Sweden")
                .containsEntry("contact.website", "https://example.se")
                .containsEntry("contact.notes", "Bra kund")
                .containsEntry("company.name", "Norrlands Trä AB");
        assertThat(String.join(" ", row.values()))
                .as("the second address and number are kept")
                .contains("08-465 004 91", "Hemgatan 1", "Umeå", "903 21");
    }

    @Test
    void outlookInSwedish() {
        Sheet sheet = read("Förnamn;Efternamn;Företag;Avdelning;Befattning;Gatuadress, arbete;Ort, arbete;Postnummer,"
                + " arbete;Land/region, arbete;Telefon, arbete;Telefon, hem;Mobiltelefon;E-postadress;E-postadress"
                + " 2;Anteckningar;Webbsida\r\n"
                + "Anna;Ek;Norrlands Trä AB;Ledning;VD;Storgatan 2;Sundsvall;852 30;Sverige;08-465 004 90;08-465 004"
                + " 91;070-174 06 05;anna@example.se;privat@example.com;Bra;www.example.se\r\n");
        assertThat(rows(sheet).get(0))
                .containsEntry("contact.title", "VD")
                .containsEntry("contact.department", "Ledning")
                .containsEntry("contact.street", "Storgatan 2")
                .containsEntry("contact.city", "Sundsvall")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.morePhone", "08-465 004 91")
                .containsEntry("contact.mobile", "070-174 06 05")
                .containsEntry("contact.email", "anna@example.se")
                .containsEntry("contact.moreEmail", "privat@example.com")
                .containsEntry("contact.website", "www.example.se")
                .containsEntry("company.name", "Norrlands Trä AB");
    }

    @Test
    void googleContacts() {
        Sheet sheet = read("First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,File"
                + " As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 -"
                + " Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 -"
                + " Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 -"
                + " City,Address 1 - Postal Code,Address 1 - Country,Website 1 - Label,Website 1 - Value\n"
                + "Anna,,Ek,,,,,Norrlands Trä AB,VD,Ledning,,Bra kund,,* myContacts,*"
                + " Work,anna@example.se,Home,privat@example.com,Work,08-465 004 90,Mobile,+46 70 174 06"
                + " 05,Work,\"Storgatan 2\n852 30 Sundsvall\",Storgatan 2,Sundsvall,852"
                + " 30,SE,Work,https://example.se\n");
        assertThat(rows(sheet).get(0))
                .containsEntry("contact.firstName", "Anna")
                .containsEntry("contact.lastName", "Ek")
                .containsEntry("contact.email", "anna@example.se")
                .containsEntry("contact.moreEmail", "privat@example.com")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.title", "VD")
                .containsEntry("contact.department", "Ledning")
                .containsEntry("contact.city", "Sundsvall")
                .containsEntry("contact.website", "https://example.se")
                .containsEntry("company.name", "Norrlands Trä AB");
        assertThat(sheet.rows().get(0).cell(sheet.columns().get(21).kind())).isEqualTo("Mobile");
    }

    @Test
    void hubSpot() {
        Sheet sheet =
                read("\"Record ID\",\"First Name\",\"Last Name\",\"Email\",\"Phone Number\",\"Contact owner\",\"Lead"
                        + " Status\",\"Create Date\",\"Associated Company\",\"Job Title\",\"City\"\n"
                        + "\"501\",\"Anna\",\"Ek\",\"anna@example.se\",\"08-465 004 90\",\"Bo Al\",\"NEW\",\"2025-01-02"
                        + " 10:11\",\"Norrlands Trä AB\",\"VD\",\"Sundsvall\"\n");
        assertThat(rows(sheet).get(0))
                .containsEntry("contact.firstName", "Anna")
                .containsEntry("contact.email", "anna@example.se")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.title", "VD")
                .containsEntry("contact.city", "Sundsvall")
                .containsEntry("company.name", "Norrlands Trä AB");
    }

    @Test
    void salesforce() {
        Sheet sheet = read(
                "\"Salutation\",\"First Name\",\"Last Name\",\"Title\",\"Account Name\",\"Mailing"
                        + " Street\",\"Mailing City\",\"Mailing Zip/Postal Code\",\"Mailing"
                        + " Country\",\"Phone\",\"Mobile\",\"Fax\",\"Email\",\"Account Owner\"\n"
                        + "\"Ms.\",\"Anna\",\"Ek\",\"VD\",\"Norrlands Trä AB\",\"Storgatan 2\",\"Sundsvall\",\"852"
                        + " 30\",\"Sweden\",\"08-465 004 90\",\"070-174 06 05\",\"08-465 004 99\",\"anna@example.se\",\"Bo Al\"\n");
        assertThat(rows(sheet).get(0))
                .containsEntry("contact.lastName", "Ek")
                .containsEntry("contact.title", "VD")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("contact.street", "Storgatan 2")
                .containsEntry("contact.postalCode", "852 30")
                .containsEntry("contact.mobile", "070-174 06 05")
                .containsEntry("contact.email", "anna@example.se");
    }

    @Test
    void pipedrive() {
        Sheet sheet = read("Person - Namn,Person - Organisation,Person - E-post - Arbete,Person - E-post - Hem,Person -"
                + " Telefon - Arbete,Person - Telefon - Mobil,Person - Ägare\n"
                + "Anna Ek,Norrlands Trä AB,anna@example.se,,08-465 004 90,070-174 06 05,Bo\n");
        assertThat(rows(sheet).get(0))
                .containsEntry("contact.fullName", "Anna Ek")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("contact.email", "anna@example.se")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.mobile", "070-174 06 05");
    }

    @Test
    void aSwedishSalesSystem() {
        Sheet sheet =
                read("Kontaktperson;Företagsnamn;Orgnr;Kundkategori;Roll;Direktnr;Mobilnr;Mejl;Besöksadress;Postnr;Ort;"
                        + "Kommentar\n"
                        + "Anna Ek;Norrlands Trä AB;556036-0793;Kund;VD;08-465 004 90;070-1740605;anna@example.se;Storgatan 2;852"
                        + " 30;Sundsvall;Ring först\n");
        assertThat(rows(sheet).get(0))
                .containsEntry("contact.fullName", "Anna Ek")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("company.orgNumber", "556036-0793")
                .containsEntry("contact.title", "VD")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.mobile", "070-1740605")
                .containsEntry("contact.email", "anna@example.se")
                .containsEntry("contact.notes", "Ring först");
    }

    @Test
    void aListOfCompanies() {
        Sheet sheet = read(
                "Kundnamn;Organisationsnummer;Telefon;E-post;Adress;Postnr;Ort;Hemsida\n"
                        + "Norrlands Trä AB;556036-0793;08-465 004 90;info@example.se;Storgatan 2;852 30;Sundsvall;example.se\n");
        assertThat(rows(sheet).get(0))
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("company.orgNumber", "556036-0793")
                .containsEntry("company.phone", "08-465 004 90")
                .containsEntry("company.email", "info@example.se")
                .containsEntry("company.city", "Sundsvall")
                .containsEntry("company.website", "example.se");
    }

    @Test
    void dynamicsAndSuperOffice() {
        assertThat(rows(read("Full Name,Email,Company Name,Business Phone,Mobile Phone,Job Title,Status\n"
                                + "Anna Ek,anna@example.se,Norrlands Trä AB,08-465 004 90,070-174 06 05,VD,Active\n"))
                        .get(0))
                .containsEntry("contact.fullName", "Anna Ek")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.mobile", "070-174 06 05");
        assertThat(rows(read("Kontakt - Förnamn\tKontakt - Efternamn\tKontakt - E-post\tFöretag - Namn\tFöretag -"
                                + " Telefon\nAnna\tEk\tanna@example.se\tNorrlands Trä AB\t08-465 004 90\n"))
                        .get(0))
                .containsEntry("contact.firstName", "Anna")
                .containsEntry("contact.lastName", "Ek")
                .containsEntry("contact.email", "anna@example.se")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("company.phone", "08-465 004 90");
    }
}
