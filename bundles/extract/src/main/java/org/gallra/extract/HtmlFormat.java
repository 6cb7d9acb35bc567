package org.gallra.extract;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.FieldDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The extract for people: one page that can be read, printed and saved, and needs nothing else. It is XML too, so that other
 * formats for people can be made of it.
 */
@Component(service = ExtractFormat.class, property = ExtractFormat.FORMAT + "=html")
public final class HtmlFormat implements ExtractFormat {

    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;color:#1b2430;margin:2rem auto;max-width:56rem;padding:0 1rem}
            h1{font-size:1.7rem;margin-bottom:.2rem} h2{font-size:1.25rem;margin-top:2rem;border-bottom:2px solid #0b5fa5}
            h3{font-size:1rem;margin:1.2rem 0 .3rem} table{border-collapse:collapse;width:100%}
            th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d5dbe2;overflow-wrap:anywhere}
            .facts th{width:13rem;color:#566273;font-weight:normal} .facts td{white-space:pre-wrap}
            .facts th,.facts td{border:0;padding:.1rem .6rem}
            .row{border:1px solid #d5dbe2;border-radius:8px;padding:.6rem .4rem;margin:.8rem 0;break-inside:avoid}
            .gap{background:#fff1cc;color:#5c3b00;border-radius:8px;padding:.6rem 1rem} .muted{color:#566273}
            @media(max-width:40rem){.facts th,.facts td{display:block;width:auto}}
            """;

    @Override
    public String id() {
        return "html";
    }

    @Override
    public Text label() {
        return new Text("Läsbar sida (HTML)", "Readable page (HTML)");
    }

    @Override
    public String mediaType() {
        return "text/html;charset=utf-8";
    }

    @Override
    public String extension() {
        return "html";
    }

    @Override
    public boolean inline() {
        return true;
    }

    @Override
    public void write(RegisterExtract extract, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new Page(writer, extract).write();
        writer.flush();
    }

    /** Writes one page. */
    private static final class Page {

        private final Writer out;
        private final RegisterExtract extract;
        private final Wording wording;

        Page(Writer out, RegisterExtract extract) {
            this.out = out;
            this.extract = extract;
            this.wording = new Wording(extract);
        }

        void write() throws IOException {
            String title = say(Wording.TITLE);
            out.write("<!DOCTYPE html>\n<html lang=\"" + extract.language().getLanguage()
                    + "\"><head><meta charset=\"utf-8\"/>"
                    + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>" + title
                    + "</title><meta name=\"subject\" content=\"" + title + " " + extract.id() + "\"/><style>" + STYLE
                    + "</style></head>\n<body><main><h1>" + title + "</h1>");
            paragraph(wording.confirmation());
            facts(wording.facts());
            completeness();
            heading("controller", Wording.CONTROLLER);
            facts(wording.controller());
            out.write("</section>");
            contents();
            int number = 0;
            for (RegisterExtract.Section section : extract.sections()) {
                section(section, ++number);
            }
            grounded("withheld", Wording.WITHHELD, wording.withheld());
            grounded("kept", Wording.KEPT, wording.kept());
            bundles();
            heading("rights", Wording.RIGHTS);
            for (Wording.Right right : Wording.rights()) {
                paragraph(say(right.text()));
            }
            paragraph(say(Wording.AUTOMATED));
            out.write("</section></main></body></html>\n");
        }

        /** Names every bundle on the first page by what it answered. */
        private void completeness() throws IOException {
            if (!extract.complete()) {
                out.write("<p class=\"gap\" role=\"note\">");
                text(wording.incomplete());
                out.write("</p>");
            }
            out.write("<table class=\"asked\"><thead><tr><th scope=\"col\">");
            text(say("Svar", "Answer"));
            out.write("</th><th scope=\"col\">");
            text(say(Wording.BUNDLES));
            out.write("</th></tr></thead><tbody>");
            for (Map.Entry<RegisterExtract.Outcome, List<RegisterExtract.BundleAnswer>> some :
                    wording.byOutcome().entrySet()) {
                out.write("<tr><th scope=\"row\">");
                text(wording.outcome(some.getKey()));
                out.write("</th><td>");
                text(some.getValue().stream().map(wording::named).collect(Collectors.joining(", ")));
                out.write("</td></tr>");
            }
            out.write("</tbody></table>");
        }

        private void contents() throws IOException {
            out.write("<nav class=\"contents\"><h2>");
            text(say("Innehåll", "Contents"));
            out.write("</h2><ul>");
            int number = 0;
            for (RegisterExtract.Section section : extract.sections()) {
                entry("s" + ++number, heading(section));
            }
            if (!wording.withheld().isEmpty()) {
                entry("withheld", say(Wording.WITHHELD));
            }
            if (!wording.kept().isEmpty()) {
                entry("kept", say(Wording.KEPT));
            }
            entry("bundles", say(Wording.BUNDLES));
            entry("rights", say(Wording.RIGHTS));
            out.write("</ul></nav>");
        }

        private void entry(String id, String name) throws IOException {
            out.write("<li><a href=\"#" + id + "\" title=\"");
            text(name);
            out.write("\">");
            text(name);
            out.write("</a></li>");
        }

        private String heading(RegisterExtract.Section section) {
            return say(section.label()) + " (" + section.rows().size() + ")";
        }

        private void section(RegisterExtract.Section section, int number) throws IOException {
            out.write("\n<section id=\"s" + number + "\"><h2>");
            text(heading(section));
            out.write("</h2>");
            for (RegisterExtract.Row row : section.rows()) {
                row(section, row);
            }
            about(section.fields());
            out.write("</section>");
        }

        private void row(RegisterExtract.Section section, RegisterExtract.Row row) throws IOException {
            out.write("\n<div class=\"row\"><table class=\"facts\"><tbody>");
            for (FieldDeclaration field : section.fields()) {
                String value = wording.value(row.values().get(field.id()));
                if (!value.isEmpty()) {
                    item(say(field.label()), value);
                }
            }
            if (row.company() != null) {
                item(say("Företag", "Company"), row.company());
            }
            if (row.shared() > 0) {
                item(
                        say("Rör även", "Also concerns"),
                        row.others().isEmpty() ? unnamed(row.shared()) : String.join(", ", row.others()));
            }
            out.write("</tbody></table></div>");
        }

        private String unnamed(int shared) {
            return shared == 1
                    ? say("en annan person, som inte namnges", "one other person, who is not named")
                    : shared + say(" andra personer, som inte namnges", " other people, who are not named");
        }

        private void about(List<FieldDeclaration> fields) throws IOException {
            out.write("<details><summary>");
            text(say("Om uppgifterna", "About the data"));
            out.write("</summary><table class=\"about\"><thead><tr>");
            for (String heading : List.of(
                    say("Uppgift", "Field"),
                    say("Kategori", "Category"),
                    say("Ändamål och rättslig grund", "Purpose and legal basis"),
                    say("Källa", "Source"),
                    say("Lagring", "Retention"),
                    say("Mottagare", "Recipients"))) {
                out.write("<th scope=\"col\">");
                text(heading);
                out.write("</th>");
            }
            out.write("</tr></thead><tbody>");
            for (FieldDeclaration field : fields) {
                out.write("<tr><th scope=\"row\">");
                text(say(field.label()));
                out.write("</th>");
                cell(wording.category(field));
                cell(joined(field.purpose(), field.legalBasis()));
                cell(wording.stated(field.source())
                        + (field.provided() ? say("; lämnad av personen", "; provided by the person") : ""));
                cell(wording.stated(field.retention()));
                cell(
                        field.recipients() == null
                                ? say("Inga särskilda", "None in particular")
                                : say(field.recipients()));
                out.write("</tr>");
            }
            out.write("</tbody></table></details>");
        }

        private String joined(@Nullable Text one, @Nullable Text other) {
            String both = Stream.of(one, other)
                    .filter(Objects::nonNull)
                    .map(this::say)
                    .collect(Collectors.joining("; "));
            return both.isEmpty() ? say(Wording.NOT_STATED) : both;
        }

        private void grounded(String id, Text title, List<Wording.Grounded> all) throws IOException {
            if (all.isEmpty()) {
                return;
            }
            heading(id, title);
            out.write("<table><thead><tr><th scope=\"col\">");
            text(say("Del", "Part"));
            out.write("</th><th scope=\"col\">");
            text(say("Uppgift", "Field"));
            out.write("</th><th scope=\"col\">");
            text(say("Skäl", "Ground"));
            out.write("</th></tr></thead><tbody>");
            for (Wording.Grounded one : all) {
                out.write("<tr>");
                cell(say(one.section().label()));
                out.write("<th scope=\"row\">");
                text(say(one.field().label()));
                out.write("</th>");
                cell(one.ground());
                out.write("</tr>");
            }
            out.write("</tbody></table></section>");
        }

        private void bundles() throws IOException {
            heading("bundles", Wording.BUNDLES);
            out.write("<table><thead><tr><th scope=\"col\">");
            text(say("Del", "Part"));
            out.write("</th><th scope=\"col\">");
            text(say("Läge", "State"));
            out.write("</th><th scope=\"col\">");
            text(say("Svar", "Answer"));
            out.write("</th><th scope=\"col\">");
            text(say("Rader", "Rows"));
            out.write("</th></tr></thead><tbody>");
            for (RegisterExtract.BundleAnswer answer : extract.bundles()) {
                out.write("<tr><th scope=\"row\">");
                text(say(answer.name()));
                out.write("<br/><span class=\"muted\">");
                text(answer.bundle() + " " + answer.version());
                out.write("</span></th>");
                cell(wording.presence(answer.presence()));
                out.write("<td>");
                text(wording.outcome(answer.outcome()));
                for (Text reason : answer.reasons()) {
                    out.write("<br/><span class=\"muted\">");
                    text(say(reason));
                    out.write("</span>");
                }
                out.write("</td><td>" + answer.rows() + "</td></tr>");
            }
            out.write("</tbody></table></section>");
        }

        private void facts(List<Fact> facts) throws IOException {
            out.write("<table class=\"facts\"><tbody>");
            for (Fact fact : facts) {
                item(say(fact.label()), fact.value());
            }
            out.write("</tbody></table>");
        }

        private void heading(String id, Text title) throws IOException {
            out.write("\n<section id=\"" + id + "\"><h2>");
            text(say(title));
            out.write("</h2>");
        }

        private void item(String label, String value) throws IOException {
            out.write("<tr><th scope=\"row\">");
            text(label);
            out.write("</th>");
            cell(value);
            out.write("</tr>");
        }

        private void cell(String value) throws IOException {
            out.write("<td>");
            text(value);
            out.write("</td>");
        }

        private void paragraph(String paragraph) throws IOException {
            out.write("<p>");
            text(paragraph);
            out.write("</p>");
        }

        private String say(Text text) {
            return wording.say(text);
        }

        private String say(String sv, String en) {
            return wording.say(sv, en);
        }

        private void text(String text) throws IOException {
            Xml.text(out, text);
        }
    }
}
