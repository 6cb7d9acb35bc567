package org.gallra.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gallra.api.transfer.ImportService.Format;
import org.junit.jupiter.api.Test;

/** vCards as address books really write them. */
class VCardFileTest {

    private static List<Map<String, String>> cards(String... lines) {
        return CsvFileTest.rows(sheet(lines));
    }

    private static Sheet sheet(String... lines) {
        return Sheet.read((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void outlook21() {
        String card = String.join(
                "\r\n",
                "BEGIN:VCARD",
                "VERSION:2.1",
                "N;LANGUAGE=sv:Åkesson;Örjan",
                "FN:Örjan Åkesson",
                "ORG:Norrlands Trä AB;Försäljning",
                "TITLE:Säljare",
                "NOTE;ENCODING=QUOTED-PRINTABLE:Ring efter lunch=0D=0A=",
                "Inte p=E5 fredagar",
                "TEL;WORK;VOICE:08-465 004 90",
                "TEL;HOME;VOICE:08-465 004 91",
                "TEL;CELL;VOICE:070-174 06 05",
                "TEL;WORK;FAX:08-465 004 99",
                "ADR;WORK;PREF:;;Storgatan 2;Sundsvall;;852 30;Sverige",
                "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Storgatan 2=0D=0A=",
                "852 30 Sundsvall",
                "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
                "URL;WORK:https://example.se",
                "EMAIL;PREF;INTERNET:orjan@example.se",
                "X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns=\"http://schemas.microsoft.com/office/outlook/12/electronicbusinesscards\"/>",
                "REV:20260101T101112Z",
                "END:VCARD",
                "");
        Sheet sheet = Sheet.read(card.getBytes(Charset.forName("windows-1252")));
        assertThat(sheet.format()).isEqualTo(Format.VCARD);
        assertThat(sheet.rows().get(0).notes()).isEmpty();
        Map<String, String> row = CsvFileTest.rows(sheet).get(0);
        assertThat(row)
                .containsEntry("contact.firstName", "Örjan")
                .containsEntry("contact.lastName", "Åkesson")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("contact.department", "Försäljning")
                .containsEntry("contact.title", "Säljare")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.mobile", "070-174 06 05")
                .containsEntry("contact.street", "Storgatan 2")
                .containsEntry("contact.city", "Sundsvall")
                .containsEntry("contact.postalCode", "852 30")
                .containsEntry("contact.email", "orjan@example.se")
                .containsEntry("contact.website", "https://example.se");
        assertThat(row.get("contact.notes")).contains("Ring efter lunch", "Inte på fredagar");
        assertThat(row.get("contact.morePhone")).contains("08-465 004 91", "08-465 004 99");
    }

    @Test
    void iPhone30() {
        Map<String, String> row = cards(
                        "BEGIN:VCARD",
                        "VERSION:3.0",
                        "PRODID:-//Apple Inc.//iPhone OS 17.5//EN",
                        "N:Åkesson;Örjan;Erik;;",
                        "FN:Örjan Erik Åkesson",
                        "ORG:Norrlands Trä AB;",
                        "TITLE:Säljare",
                        "item1.EMAIL;type=INTERNET;type=pref:orjan@example.se",
                        "item1.X-ABLabel:_$!<Work>!$_",
                        "EMAIL;type=INTERNET;type=HOME:privat@example.com",
                        "TEL;type=CELL;type=VOICE;type=pref:+46 70 174 06 05",
                        "item2.TEL:08-465 004 90",
                        "item2.X-ABLabel:Växel",
                        "item3.ADR;type=WORK;type=pref:;;Storgatan 2\\nPlan 3;Sundsvall;;852 30;Sverige",
                        "item3.X-ABADR:se",
                        "NOTE:Rad ett\\nRad två\\, med komma",
                        "BDAY:1980-02-03",
                        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAASABIAAD/4QBYRXhpZgAATU0AKgAA",
                        " AAgAAgESAAMAAAABAAEAAIdpAAQAAAABAAAAJgAAAAAAA6ABAAMAAAABAAEAAKACAAQAAAABAAAB",
                        "END:VCARD")
                .get(0);
        assertThat(row)
                .containsEntry("contact.firstName", "Örjan")
                .containsEntry("contact.middleName", "Erik")
                .containsEntry("contact.lastName", "Åkesson")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("contact.email", "orjan@example.se")
                .containsEntry("contact.moreEmail", "privat@example.com")
                .containsEntry("contact.mobile", "+46 70 174 06 05")
                .containsEntry("contact.phone", "08-465 004 90")
                .containsEntry("contact.notes", "Rad ett\nRad två, med komma");
        assertThat(row.get("contact.street")).contains("Storgatan 2", "Plan 3");
        assertThat(String.join(" ", row.values())).doesNotContain("4AAQSkZJRg");
    }

    @Test
    void android21() {
        Map<String, String> row = cards(
                        "BEGIN:VCARD",
                        "VERSION:2.1",
                        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85kesson;=C3=96rjan;;;",
                        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96rjan=20=C3=85kesson",
                        "TEL;CELL;PREF:070-174 06 05",
                        "TEL;X-Sommarstugan:08-465 004 90",
                        "EMAIL;HOME:orjan@example.se",
                        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Norrlands=20Tr=C3=A4=20AB",
                        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:En l=C3=A5ng anteckning som br=",
                        "yts mitt i raden=0D=0Aoch forts=C3=A4tter",
                        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
                        " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                        "",
                        "END:VCARD")
                .get(0);
        assertThat(row)
                .containsEntry("contact.firstName", "Örjan")
                .containsEntry("contact.lastName", "Åkesson")
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("contact.mobile", "070-174 06 05")
                .containsEntry("contact.email", "orjan@example.se");
        assertThat(row.get("contact.notes")).contains("som bryts mitt i raden", "och fortsätter");
        assertThat(String.join(" ", row.values())).contains("08-465 004 90");
    }

    @Test
    void gmail30AndThunderbird40() {
        List<Map<String, String>> rows = cards(
                "BEGIN:VCARD",
                "VERSION:3.0",
                "FN:Anna Ek",
                "N:Ek;Anna;;;",
                "EMAIL;TYPE=INTERNET;TYPE=WORK:anna@example.se",
                "TEL;TYPE=CELL:070-1740605",
                "ORG:Björk & Co",
                "item1.URL:https\\://example.se",
                "item1.X-ABLabel:Profil",
                "CATEGORIES:myContacts",
                "END:VCARD",
                "BEGIN:VCARD",
                "VERSION:4.0",
                "FN:Bo Al",
                "N:Al;Bo;;;",
                "EMAIL;PREF=1:bo@example.se",
                "EMAIL:bo.privat@example.com",
                "TEL;VALUE=URI;TYPE=\"work,voice\":tel:+46-8-46500490",
                "TEL;TYPE=cell;VALUE=TEXT:0701740606",
                "ORG:Al & Co;Inköp",
                "TITLE:Inköpare",
                "NOTE:Rad ett\\nrad två",
                "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
                "END:VCARD");
        assertThat(rows.get(0))
                .containsEntry("contact.firstName", "Anna")
                .containsEntry("contact.mobile", "070-1740605")
                .containsEntry("contact.website", "https://example.se")
                .containsEntry("company.name", "Björk & Co");
        assertThat(rows.get(1))
                .containsEntry("contact.lastName", "Al")
                .containsEntry("contact.email", "bo@example.se")
                .containsEntry("contact.moreEmail", "bo.privat@example.com")
                .containsEntry("contact.mobile", "0701740606")
                .containsEntry("contact.department", "Inköp")
                .containsEntry("contact.title", "Inköpare");
        assertThat(rows.get(1).get("contact.phone")).contains("+46-8-46500490");
    }

    @Test
    void aBrokenCardCostsOnlyItself() {
        Sheet sheet = sheet(
                "BEGIN:VCARD",
                "VERSION:3.0",
                "N:Ek;Anna;;;",
                "FN:Anna Ek",
                "BEGIN:VCARD",
                "VERSION:3.0",
                "denna rad är ingenting",
                "N:Al;Bo;;;",
                "FN:Bo Al",
                "END:VCARD",
                "skräp emellan",
                "BEGIN:VCARD",
                "VERSION:3.0",
                "KIND:group",
                "FN:Alla säljare",
                "END:VCARD",
                "BEGIN:VCARD",
                "VERSION:2.1",
                "N:Dahl;Cia",
                "AGENT:",
                "BEGIN:VCARD",
                "VERSION:2.1",
                "N:Assistent;Någon",
                "END:VCARD",
                "TEL;CELL:070-1740607",
                "END:VCARD");
        assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(1L, 5L, 12L, 17L);
        List<Map<String, String>> rows = CsvFileTest.rows(sheet);
        assertThat(rows.get(0)).containsEntry("contact.lastName", "Ek");
        assertThat(sheet.rows().get(0).notes()).as("no END").isNotEmpty();
        assertThat(rows.get(1)).containsEntry("contact.lastName", "Al");
        assertThat(sheet.rows().get(1).notes()).as("a line that is nothing").isNotEmpty();
        assertThat(sheet.rows().get(2).refusal()).as("a group").isNotNull();
        assertThat(rows.get(3))
                .containsEntry("contact.lastName", "Dahl")
                .containsEntry("contact.mobile", "070-1740607");
    }

    @Test
    void aCardOfACompanyIsACompany() {
        Map<String, String> row = cards(
                        "BEGIN:VCARD",
                        "VERSION:3.0",
                        "N:;;;;",
                        "FN:Norrlands Trä AB",
                        "ORG:Norrlands Trä AB;",
                        "X-ABShowAs:COMPANY",
                        "TEL;type=MAIN:08-465 004 90",
                        "EMAIL;type=WORK:info@example.se",
                        "END:VCARD")
                .get(0);
        assertThat(row)
                .containsEntry("company.name", "Norrlands Trä AB")
                .containsEntry("company.phone", "08-465 004 90")
                .containsEntry("company.email", "info@example.se");
        assertThat(row.keySet()).noneMatch(k -> k.startsWith("contact."));
    }

    @Test
    void whoHasOnlyOneNameKeepsIt() {
        List<Map<String, String>> rows = cards(
                "BEGIN:VCARD",
                "VERSION:3.0",
                "FN:Anna Ek",
                "EMAIL:anna@example.se",
                "END:VCARD",
                "BEGIN:VCARD",
                "VERSION:3.0",
                "N:;Cher;;;",
                "FN:Cher",
                "END:VCARD");
        assertThat(rows.get(0)).containsEntry("contact.fullName", "Anna Ek");
        assertThat(rows.get(1)).containsEntry("contact.firstName", "Cher");
    }
}
