package org.gallra.extract;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractSheets;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.extract.RegisterExtract.BundleAnswer;
import org.gallra.api.extract.RegisterExtract.Row;
import org.gallra.api.extract.RegisterExtract.Section;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.sheet.Sheet;
import org.osgi.service.component.annotations.Component;

/** Puts an extract into tables; rows are worded one at a time. */
@Component(service = ExtractSheets.class)
public final class WordedSheets implements ExtractSheets {

    @Override
    public List<Sheet> sheets(RegisterExtract extract) {
        Tables tables = new Tables(extract);
        List<Sheet> sheets = new ArrayList<>();
        sheets.add(tables.summary());
        sheets.add(tables.bundles());
        sheets.add(tables.fields());
        extract.sections().forEach(section -> sheets.add(tables.section(section)));
        return sheets;
    }

    /** The tables of one extract. */
    private static final class Tables {

        private final RegisterExtract extract;
        private final Wording wording;

        Tables(RegisterExtract extract) {
            this.extract = extract;
            this.wording = new Wording(extract);
        }

        Sheet summary() {
            List<List<String>> rows = new ArrayList<>();
            rows.add(row(wording.say("Bekräftelse", "Confirmation"), wording.confirmation()));
            wording.facts().forEach(f -> rows.add(row(wording.say(f.label()), f.value())));
            wording.byOutcome()
                    .forEach((outcome, some) -> rows.add(row(
                            wording.say(Wording.BUNDLES) + ": " + wording.outcome(outcome),
                            some.stream().map(wording::named).collect(Collectors.joining(", ")))));
            String controller = wording.say(Wording.CONTROLLER) + ": ";
            wording.controller().forEach(f -> rows.add(row(controller + wording.say(f.label()), f.value())));
            Wording.rights().forEach(r -> rows.add(row(wording.say(Wording.RIGHTS), wording.say(r.text()))));
            rows.add(row(wording.say("Automatiserade beslut", "Automated decisions"), wording.say(Wording.AUTOMATED)));
            String withheld = wording.say(Wording.WITHHELD) + ": ";
            wording.withheld().forEach(g -> rows.add(row(withheld + named(g), g.ground())));
            String kept = wording.say(Wording.KEPT) + ": ";
            wording.kept().forEach(g -> rows.add(row(kept + named(g), g.ground())));
            return new Sheet(
                    "00-extract",
                    wording.say(Wording.TITLE),
                    row(wording.say("Uppgift", "Item"), wording.say("Värde", "Value")),
                    rows);
        }

        private String named(Wording.Grounded one) {
            return wording.say(one.section().label()) + ", "
                    + wording.say(one.field().label());
        }

        Sheet bundles() {
            List<List<String>> rows = new ArrayList<>();
            for (BundleAnswer answer : extract.bundles()) {
                rows.add(row(
                        wording.say(answer.name()),
                        answer.bundle(),
                        answer.version(),
                        wording.presence(answer.presence()),
                        wording.outcome(answer.outcome()),
                        Long.toString(answer.rows()),
                        answer.reasons().stream().map(wording::say).collect(Collectors.joining("\n"))));
            }
            return new Sheet(
                    "01-bundles",
                    wording.say(Wording.BUNDLES),
                    row(
                            wording.say("Del", "Part"),
                            wording.say("Symboliskt namn", "Symbolic name"),
                            "Version",
                            wording.say("Läge", "State"),
                            wording.say("Svar", "Answer"),
                            wording.say("Rader", "Rows"),
                            wording.say("Skäl", "Reasons")),
                    rows);
        }

        Sheet fields() {
            List<List<String>> rows = new ArrayList<>();
            for (Section section : extract.sections()) {
                section.fields().forEach(field -> rows.add(field(section, field)));
            }
            return new Sheet(
                    "02-fields",
                    wording.say("Om uppgifterna", "About the data"),
                    row(
                            wording.say("Del", "Part"),
                            wording.say("Uppgift", "Field"),
                            "Id",
                            wording.say("Kategori", "Category"),
                            wording.say("Lämnad av personen (artikel 20)", "Provided by the person (article 20)"),
                            wording.say("Visas", "Shown"),
                            wording.say("Skäl att inte visa eller att behålla", "Ground to withhold or keep"),
                            wording.say("Ändamål", "Purpose"),
                            wording.say("Rättslig grund", "Legal basis"),
                            wording.say("Källa", "Source"),
                            wording.say("Lagringstid", "Retention"),
                            wording.say("Mottagare", "Recipients")),
                    rows);
        }

        private List<String> field(Section section, FieldDeclaration field) {
            Text ground = field.ground();
            Text recipients = field.recipients();
            return row(
                    wording.say(section.label()),
                    wording.say(field.label()),
                    field.id(),
                    wording.category(field),
                    wording.value(field.provided()),
                    wording.value(field.extract() == ExtractPolicy.INCLUDE),
                    ground == null ? "" : wording.say(ground),
                    wording.stated(field.purpose()),
                    wording.stated(field.legalBasis()),
                    wording.stated(field.source()),
                    wording.stated(field.retention()),
                    recipients == null ? "" : wording.say(recipients));
        }

        Sheet section(Section section) {
            List<FieldDeclaration> fields = section.fields().stream()
                    .filter(f -> f.extract() == ExtractPolicy.INCLUDE)
                    .toList();
            List<String> headings = new ArrayList<>();
            fields.forEach(f -> headings.add(wording.say(f.label())));
            headings.add(wording.say("Företag", "Company"));
            headings.add(wording.say("Antal andra personer", "Number of other people"));
            if (extract.order().othersShown()) {
                headings.add(wording.say("Andra personer", "Other people"));
            }
            return new Sheet(section.record(), wording.say(section.label()), headings, () -> rows(section, fields));
        }

        private Iterator<List<String>> rows(Section section, List<FieldDeclaration> fields) {
            Iterator<Row> rows = section.rows().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public List<String> next() {
                    return cells(rows.next(), fields);
                }
            };
        }

        private List<String> cells(Row row, List<FieldDeclaration> fields) {
            List<String> cells = new ArrayList<>();
            fields.forEach(
                    f -> cells.add(Legible.text(wording.value(row.values().get(f.id())))));
            String company = row.company();
            cells.add(company == null ? "" : Legible.text(company));
            cells.add(Integer.toString(row.shared()));
            if (extract.order().othersShown()) {
                cells.add(Legible.text(String.join(", ", row.others())));
            }
            return cells;
        }

        private static List<String> row(String... cells) {
            List<String> row = new ArrayList<>();
            for (String cell : cells) {
                row.add(Legible.text(cell));
            }
            return row;
        }
    }
}
