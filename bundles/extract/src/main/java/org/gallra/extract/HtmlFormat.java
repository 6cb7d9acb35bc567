package org.gallra.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** The extract for people: one page that can be read, printed and saved, and needs nothing else. */
@Component(service = ExtractFormat.class)
public final class HtmlFormat implements ExtractFormat {

    /** The time zone in which times are shown; it is named on the page. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;color:#1b2430;margin:2rem auto;max-width:56rem;padding:0 1rem}
            h1{font-size:1.7rem;margin-bottom:.2rem} h2{font-size:1.25rem;margin-top:2rem;border-bottom:2px solid #0b5fa5}
            h3{font-size:1rem;margin:1.2rem 0 .3rem} dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.15rem 1rem;margin:0}
            dt{color:#566273} dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere} table{border-collapse:collapse;width:100%}
            th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d5dbe2}
            .row{border:1px solid #d5dbe2;border-radius:8px;padding:.8rem 1rem;margin:.8rem 0;break-inside:avoid}
            .gap{background:#fff1cc;color:#5c3b00;border-radius:8px;padding:.6rem 1rem} .muted{color:#566273}
            @media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
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
    public void write(RegisterExtract extract, Locale language, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        new Page(writer, language).write(extract);
        writer.flush();
    }

    /** Writes one page. */
    private static final class Page {

        private final Writer out;
        private final Locale language;

        Page(Writer out, Locale language) {
            this.out = out;
            this.language = language;
        }

        void write(RegisterExtract extract) throws IOException {
            out.write("<!doctype html>\n<html lang=\"" + language.getLanguage() + "\"><head><meta charset=\"utf-8\">"
                    + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
            out.write(say("Registerutdrag", "Register extract"));
            out.write("</title><style>" + STYLE + "</style></head><body><main><h1>");
            out.write(say("Registerutdrag", "Register extract") + "</h1>");
            paragraph(say(
                    "Det här är alla uppgifter som behandlas om personen (GDPR artikel 15).",
                    "This is all data that is processed about the person (GDPR article 15)."));
            out.write("<dl>");
            item(say("Person", "Person"), extract.name());
            item(say("Framställt", "Made"), time(extract.madeAt()));
            item(say("Av", "By"), extract.madeBy());
            item(say("Nummer", "Number"), extract.id().toString());
            item(say("Kontrollsumma", "Digest"), extract.digest());
            out.write("</dl>");
            if (!extract.complete()) {
                out.write("<p class=\"gap\" role=\"note\">");
                text(say(
                        "Utdraget är inte fullständigt. Vad som saknas står under Tillfrågade delar.",
                        "The extract is not complete. What is missing is stated under Parts that were asked."));
                out.write("</p>");
            }
            for (RegisterExtract.Section section : extract.sections()) {
                section(section);
            }
            bundles(extract.bundles());
            rights();
            out.write("</main></body></html>\n");
        }

        private void section(RegisterExtract.Section section) throws IOException {
            out.write("<section><h2>");
            text(section.label().in(language) + " (" + section.rows().size() + ")");
            out.write("</h2>");
            for (RegisterExtract.Row row : section.rows()) {
                out.write("<div class=\"row\"><dl>");
                for (FieldDeclaration field : section.fields()) {
                    Object value = row.values().get(field.id());
                    if (value != null && !value.toString().isEmpty()) {
                        item(field.label().in(language), value(value));
                    }
                }
                if (row.company() != null) {
                    item(say("Företag", "Company"), row.company());
                }
                if (row.shared() > 0) {
                    item(
                            say("Rör även", "Also concerns"),
                            row.shared() + " "
                                    + say("andra personer, som inte namnges", "other people, who are not named"));
                }
                out.write("</dl></div>");
            }
            about(section.fields());
            out.write("</section>");
        }

        private void about(List<FieldDeclaration> fields) throws IOException {
            out.write("<details><summary>");
            text(say("Om uppgifterna", "About the data"));
            out.write("</summary><table><thead><tr><th scope=\"col\">");
            text(say("Uppgift", "Field"));
            out.write("</th><th scope=\"col\">");
            text(say("Kategori", "Category"));
            out.write("</th><th scope=\"col\">");
            text(say("Ändamål, grund, källa, lagring, mottagare", "Purpose, basis, source, retention, recipients"));
            out.write("</th></tr></thead><tbody>");
            for (FieldDeclaration field : fields) {
                out.write("<tr><th scope=\"row\">");
                text(field.label().in(language));
                out.write("</th><td>");
                text(field.category().label().in(language)
                        + (field.category().special() ? say(" (särskild kategori)", " (special category)") : ""));
                out.write("</td><td>");
                String withheld = field.extract() == ExtractPolicy.WITHHOLD ? say("Visas inte: ", "Not shown: ") : "";
                text(Stream.of(
                                field.ground() == null
                                        ? null
                                        : withheld + field.ground().in(language),
                                in(field.purpose()),
                                in(field.legalBasis()),
                                in(field.source()),
                                in(field.retention()),
                                in(field.recipients()),
                                field.provided() ? say("Lämnad av personen", "Provided by the person") : null)
                        .filter(Objects::nonNull)
                        .collect(java.util.stream.Collectors.joining("; ")));
                out.write("</td></tr>");
            }
            out.write("</tbody></table></details>");
        }

        private void bundles(List<RegisterExtract.BundleAnswer> bundles) throws IOException {
            out.write("<section><h2>");
            text(say("Tillfrågade delar", "Parts that were asked"));
            out.write("</h2><table><thead><tr><th scope=\"col\">");
            text(say("Del", "Part"));
            out.write("</th><th scope=\"col\">");
            text(say("Läge", "State"));
            out.write("</th><th scope=\"col\">");
            text(say("Svar", "Answer"));
            out.write("</th><th scope=\"col\">");
            text(say("Rader", "Rows"));
            out.write("</th></tr></thead><tbody>");
            for (RegisterExtract.BundleAnswer answer : bundles) {
                out.write("<tr><th scope=\"row\">");
                text(answer.name().in(language));
                out.write("<br><span class=\"muted\">");
                text(answer.bundle() + " " + answer.version());
                out.write("</span></th><td>");
                text(presence(answer.presence()));
                out.write("</td><td>");
                text(outcome(answer.outcome()));
                for (Text reason : answer.reasons()) {
                    out.write("<br><span class=\"muted\">");
                    text(reason.in(language));
                    out.write("</span>");
                }
                out.write("</td><td>" + answer.rows() + "</td></tr>");
            }
            out.write("</tbody></table></section>");
        }

        private void rights() throws IOException {
            out.write("<section><h2>");
            text(say("Dina rättigheter", "Your rights"));
            out.write("</h2>");
            paragraph(
                    say(
                            "Du kan begära att felaktiga uppgifter rättas (artikel 16), att uppgifter raderas (artikel 17) eller att"
                                    + " behandlingen begränsas (artikel 18), och du kan invända mot behandlingen (artikel 21).",
                            "You can ask for wrong data to be corrected (article 16), for data to be erased (article 17) or its"
                                    + " processing to be restricted (article 18), and you can object to the processing (article 21)."));
            paragraph(say(
                    "Klagomål lämnas till Integritetsskyddsmyndigheten, Box 8114, 104 20 Stockholm, imy@imy.se.",
                    "Complaints go to the Swedish Authority for Privacy Protection (IMY), Box 8114, 104 20 Stockholm,"
                            + " imy@imy.se."));
            out.write("</section>");
        }

        private String presence(Contributor.Presence presence) {
            return switch (presence) {
                case ACTIVE -> say("I drift", "Running");
                case STOPPED -> say("Stoppad; läst ur databasen", "Stopped; read from the database");
                case DEPARTED -> say("Borttagen; läst ur databasen", "Removed; read from the database");
            };
        }

        private String outcome(RegisterExtract.Outcome outcome) {
            return switch (outcome) {
                case ANSWERED -> say("Har uppgifter om personen", "Holds data about the person");
                case NOTHING_FOUND -> say("Har inget om personen", "Holds nothing about the person");
                case HOLDS_NOTHING -> say("Har inga personuppgifter", "Holds no personal data");
                case NOT_ACCOUNTED_FOR -> say("Redovisar inte sina uppgifter", "Does not account for its data");
                case UNAVAILABLE -> say("Kunde inte tillfrågas", "Could not be asked");
                case FAILED -> say("Kunde inte läsas", "Could not be read");
            };
        }

        private String value(Object value) {
            if (value instanceof Text words) {
                return words.in(language);
            }
            if (value instanceof Instant instant) {
                return time(instant);
            }
            if (value instanceof Boolean yes) {
                return yes ? say("Ja", "Yes") : say("Nej", "No");
            }
            return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
        }

        private static String time(Instant instant) {
            return TIME.format(instant.atZone(ZONE)) + " (" + ZONE + ")";
        }

        private @Nullable String in(@Nullable Text text) {
            return text == null ? null : text.in(language);
        }

        private void item(String label, String value) throws IOException {
            out.write("<dt>");
            text(label);
            out.write("</dt><dd>");
            text(value);
            out.write("</dd>");
        }

        private void paragraph(String paragraph) throws IOException {
            out.write("<p>");
            text(paragraph);
            out.write("</p>");
        }

        private String say(String sv, String en) {
            return "sv".equals(language.getLanguage()) ? sv : en;
        }

        private void text(String text) throws IOException {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '&' -> out.write("&amp;");
                    case '<' -> out.write("&lt;");
                    case '>' -> out.write("&gt;");
                    case '"' -> out.write("&quot;");
                    case '\'' -> out.write("&#39;");
                    default -> out.write(c);
                }
            }
        }
    }
}
