package org.gallra.api.ui;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldForms;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Writes the HTML of a part, in which every value is escaped. Not thread-safe. */
@ProviderType
public final class Markup {

    /** The parameter with the place in a list at which a page begins. */
    public static final String CURSOR = "cursor";

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Writer out;
    private final Locale language;

    /** Writes to the page in its language. */
    public Markup(Writer out, Locale language) {
        this.out = out;
        this.language = language;
    }

    /** Writes markup as it is: only ever a constant. */
    public Markup html(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /** Writes a value, good for text and for attributes in quotes. */
    public Markup value(String value) throws IOException {
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            String instead = escaped(value.charAt(i));
            if (instead != null) {
                out.write(value, written, i - written);
                out.write(instead);
                written = i + 1;
            }
        }
        out.write(value, written, value.length() - written);
        return this;
    }

    private static @Nullable String escaped(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\'' -> "&#39;";
            default -> null;
        };
    }

    /** Writes an e-mail or web address as text that breaks where its parts meet, rather than in the middle of a word. */
    public Markup address(String value) throws IOException {
        int written = 0;
        for (int i = 1; i < value.length(); i++) {
            char before = value.charAt(i - 1);
            if (value.charAt(i) == '.' || before == '@' || (before == '/' && value.charAt(i) != '/')) {
                value(value.substring(written, i)).html("<wbr>");
                written = i;
            }
        }
        return value(value.substring(written));
    }

    /** Writes a value with its line breaks. */
    public Markup lines(String value) throws IOException {
        String[] lines = value.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            (i == 0 ? this : html("<br>")).value(lines[i]);
        }
        return this;
    }

    /** Writes a text in the language of the page. */
    public Markup text(String sv, String en) throws IOException {
        return value("sv".equals(language.getLanguage()) ? sv : en);
    }

    /** Writes a hidden field of a form. */
    public Markup hidden(String name, String value) throws IOException {
        return html("<input type=\"hidden\" name=\"")
                .value(name)
                .html("\" value=\"")
                .value(value)
                .html("\">");
    }

    /** Writes what each form of a part must hold: the user's secret and the page to go back to. */
    public Markup hidden(UiContext context) throws IOException {
        return hidden("_csrf", context.csrf()).hidden(FormInput.BACK, context.path());
    }

    /** Writes a time to the minute in the user's time zone. */
    public Markup time(Instant at, ZoneId zone) throws IOException {
        return value(MINUTES.withZone(zone).format(at));
    }

    /** Writes the same with yesterday, today and tomorrow in words. */
    public Markup when(Instant at, ZoneId zone) throws IOException {
        long days = ChronoUnit.DAYS.between(LocalDate.now(zone), LocalDate.ofInstant(at, zone));
        if (days < -1 || days > 1) {
            return time(at, zone);
        }
        String clock = HOURS.withZone(zone).format(at);
        return days == 0
                ? text("I dag " + clock, "Today " + clock)
                : days < 0
                        ? text("I går " + clock, "Yesterday " + clock)
                        : text("I morgon " + clock, "Tomorrow " + clock);
    }

    /** Writes a whole number as the language of the page has it. */
    public Markup number(long number) throws IOException {
        return value(NumberFormat.getIntegerInstance(language).format(number));
    }

    /** Writes an amount of money as the language of the page has it, with its currency behind. */
    public Markup amount(BigDecimal amount, String currency) throws IOException {
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(amount.stripTrailingZeros().scale() > 0 ? 2 : 0);
        format.setMaximumFractionDigits(2);
        return value(format.format(amount) + "\u00a0" + currency);
    }

    /** Writes a text in the language of the page. */
    public Markup text(Text text) throws IOException {
        return value(text.in(language));
    }

    /** Writes what each form of a list must hold: the user's secret, and the address with the filter to go back to. */
    public Markup hidden(UiContext context, PageAddress back) throws IOException {
        return hidden("_csrf", context.csrf()).hidden(FormInput.BACK, back.toString());
    }

    /** Writes a link, its text escaped. */
    public Markup link(String address, String text) throws IOException {
        return html("<a href=\"").value(address).html("\">").value(text).html("</a>");
    }

    /**
     * Writes what a record is called, as the link to the page on which it is changed.
     *
     * @param form the form's bundle and path with a slash between, such as {@code org.gallra.activity/activities}
     * @param record the record's public id
     * @param back the page to come back to: {@link UiContext#path()}, or the address with the filter of a list
     * @param name what the record is called
     */
    public Markup record(String form, UUID record, String back, String name) throws IOException {
        return link(PageAddress.record(form, record, back).toString(), name);
    }

    /**
     * Writes the link to the page on which a record is changed.
     *
     * @param form the form's bundle and path with a slash between, such as {@code org.gallra.activity/activities}
     * @param record the record's public id
     * @param back the page to come back to: {@link UiContext#path()}, or the address with the filter of a list
     * @param what what the record is called, for screen readers; null for nothing
     */
    public Markup change(String form, UUID record, String back, @Nullable String what) throws IOException {
        html("<a class=\"btn btn-sm btn-outline-secondary\" href=\"")
                .value(PageAddress.record(form, record, back).toString())
                .html("\">")
                .text("Ändra", "Change");
        if (what != null) {
            html("<span class=\"visually-hidden\">: ").value(what).html("</span>");
        }
        return html("</a>");
    }

    /**
     * Writes a cell for each free field that lists show; empty where the record has no value, or the service went meanwhile.
     *
     * @param listed what {@link FreeFieldForms#listed} returned for the headings
     * @param values the record's values
     */
    public Markup cells(List<FreeField> listed, @Nullable FreeFieldForms service, Map<String, Object> values)
            throws IOException {
        for (FreeField field : listed) {
            cell(field.label());
            if (service != null) {
                service.value(field, values, language, out);
            }
            html("</td>");
        }
        return this;
    }

    /** Writes the value of a free field; nothing where the record has none, or without the service. */
    public Markup freeField(FreeField field, @Nullable FreeFieldForms service, Map<String, Object> values)
            throws IOException {
        if (service != null) {
            service.value(field, values, language, out);
        }
        return this;
    }

    /** Writes a contact's name as a link to its card. */
    public Markup contact(ContactId contact, String name) throws IOException {
        return link("/ui/contacts/" + contact, name);
    }

    /** Writes a company's name as a link to its card. */
    public Markup company(CompanyId company, String name) throws IOException {
        return link("/ui/companies/" + company, name);
    }

    /** Writes whom a record concerns, as links: the contact and then the company; whoever is null, or has no name for this user, is left out. */
    public Markup about(
            @Nullable ContactId contact,
            @Nullable String contactName,
            @Nullable CompanyId company,
            @Nullable String companyName)
            throws IOException {
        boolean person = contact != null && contactName != null;
        if (contact != null && contactName != null) {
            contact(contact, contactName);
        }
        if (company != null && companyName != null) {
            (person ? html("<span class=\"also\">, </span>") : this).company(company, companyName);
        }
        return this;
    }

    /** Writes that a panel shows only the first of its list; nothing if it shows all of it. */
    public Markup first(Page<?> page) throws IOException {
        return part(page, "De första ", "The first ", "");
    }

    /** Writes that a panel shows only the latest of its list; nothing if it shows all of it. */
    public Markup latest(Page<?> page) throws IOException {
        return part(page, "De ", "The latest ", "senaste ");
    }

    private Markup part(Page<?> page, String sv, String en, String svBehind) throws IOException {
        if (page.next() == null) {
            return this;
        }
        int shown = page.items().size();
        NumberFormat numbers = NumberFormat.getIntegerInstance(language);
        String all = numbers.format(page.total());
        return html("<p class=\"text-body-secondary small mt-2 mb-0\">")
                .text(
                        sv + shown + " " + svBehind + "av " + (page.totalCapped() ? "mer än " : "") + all + ".",
                        en + shown + " of " + (page.totalCapped() ? "more than " : "") + all + ".")
                .html("</p>");
    }

    /**
     * One of the values between which a page lets its user choose.
     *
     * @param value the value in the address
     * @param label what people read
     */
    @ProviderType
    public record Choice(String value, Text label) {

        /** Returns the value if it is one of the choices, otherwise what stands for none. */
        public static String of(List<Choice> choices, @Nullable String value, String none) {
            return value != null && choices.stream().anyMatch(c -> c.value().equals(value)) ? value : none;
        }
    }

    /**
     * Writes the values of a parameter as links side by side, of which the chosen one is marked.
     *
     * @param label what is chosen, for screen readers
     * @param address the page as it is; its cursor is left out of the links, for it belongs to one list
     * @param name the parameter
     * @param chosen the value that is in force
     * @param choices the values; the first one is what the page shows without the parameter
     */
    public Markup tabs(Text label, PageAddress address, String name, String chosen, List<Choice> choices)
            throws IOException {
        html("<nav class=\"tabs\" aria-label=\"").text(label).html("\">");
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            boolean here = choice.value().equals(chosen);
            html(here
                            ? "<a class=\"btn btn-primary\" aria-current=\"true\" href=\""
                            : "<a class=\"btn btn-secondary\" href=\"")
                    .value(address.with(CURSOR, null)
                            .with(name, i == 0 ? null : choice.value())
                            .toString())
                    .html("\">")
                    .text(choice.label())
                    .html("</a>");
        }
        return html("</nav>");
    }

    /**
     * Writes a form that chooses between the values of a parameter and shows the page anew; everything else in the address stays.
     *
     * @param label what is chosen
     * @param address the page as it is
     * @param name the parameter, also the field's id
     * @param chosen the value that is in force; empty for none
     * @param all what stands for no value
     * @param choices the values
     */
    public Markup chooser(Text label, PageAddress address, String name, String chosen, Text all, List<Choice> choices)
            throws IOException {
        html("<form class=\"chooser\" method=\"get\" action=\"")
                .value(address.path())
                .html("\">");
        for (Map.Entry<String, String> other :
                address.with(CURSOR, null).with(name, null).query().entrySet()) {
            hidden(other.getKey(), other.getValue());
        }
        html("<label for=\"").value(name).html("\">").text(label).html("</label>");
        select(name, name, chosen, choices, all);
        return html("<button class=\"btn btn-secondary\">").text("Visa", "Show").html("</button></form>");
    }

    /**
     * Writes a choice of a form.
     *
     * @param id the id, to which a label points
     * @param name the parameter
     * @param chosen the value that is chosen
     * @param choices the values
     * @param none what stands for an empty value, before the others; or null if there is none
     */
    public Markup select(String id, String name, String chosen, List<Choice> choices, @Nullable Text none)
            throws IOException {
        html("<select class=\"form-select\" id=\"")
                .value(id)
                .html("\" name=\"")
                .value(name)
                .html("\">");
        if (none != null) {
            html("<option value=\"\">").text(none).html("</option>");
        }
        for (Choice choice : choices) {
            html("<option value=\"")
                    .value(choice.value())
                    .html(choice.value().equals(chosen) ? "\" selected>" : "\">")
                    .text(choice.label())
                    .html("</option>");
        }
        return html("</select>");
    }

    /**
     * Writes the beginning of a table whose rows become cards on a narrow screen; the caller writes the rows, each beginning with a
     * {@code <th scope="row">}, and then {@link #endTable()}.
     *
     * @param id the id, to which a form comes back
     * @param caption the table's name, for screen readers
     * @param heads the headings
     */
    public Markup table(String id, Text caption, List<Text> heads) throws IOException {
        table(id, caption);
        for (Text head : heads) {
            head(head, false);
        }
        return endHeads(null);
    }

    /** Writes the beginning of a table up to its first heading. */
    Markup table(String id, Text caption) throws IOException {
        return html("<div class=\"table-wrap\"><table class=\"table cards\" id=\"")
                .value(id)
                .html("\"><caption class=\"visually-hidden\">")
                .text(caption)
                .html("</caption><thead><tr>");
    }

    /** Writes a heading; that of numbers stands at the right, as they do. */
    Markup head(Text head, boolean number) throws IOException {
        return html(number ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
                .text(head)
                .html("</th>");
    }

    /**
     * Writes the end of the headings.
     *
     * @param acts the heading of a last column with what can be done, which only screen readers say, for its buttons speak for themselves; null
     *     for no such column
     */
    Markup endHeads(@Nullable Text acts) throws IOException {
        if (acts != null) {
            html("<th scope=\"col\"><span class=\"visually-hidden\">")
                    .text(acts)
                    .html("</span></th>");
        }
        return html("</tr></thead><tbody>");
    }

    /** Writes the beginning of a cell, with its heading for narrow screens; the caller writes {@code </td>}. */
    public Markup cell(Text head) throws IOException {
        return html("<td data-label=\"").text(head).html("\">");
    }

    /** Writes the same for a number or an amount, which stands at the right. */
    Markup numberCell(Text head) throws IOException {
        return html("<td class=\"num nowrap\" data-label=\"").text(head).html("\">");
    }

    /** Writes the same for a short value such as a day or an amount, which is not broken into lines. */
    public Markup shortCell(Text head) throws IOException {
        return html("<td class=\"nowrap\" data-label=\"").text(head).html("\">");
    }

    /** Writes the beginning of a cell with what can be done with its row, which says itself what it is; on narrow screens it has no heading. */
    public Markup actCell() throws IOException {
        return html("<td class=\"acts\">");
    }

    /** Writes the end of a table. */
    public Markup endTable() throws IOException {
        return html("</tbody></table></div>");
    }

    /**
     * Writes the links to the first and to the next page of a list; nothing if it has one page only.
     *
     * @param address the page as it is
     * @param cursor where it begins, or null for the first page
     * @param next the cursor of the next page, or null on the last one
     */
    public Markup pager(PageAddress address, @Nullable String cursor, @Nullable String next) throws IOException {
        if (cursor == null && next == null) {
            return this;
        }
        html("<nav class=\"pager\" aria-label=\"").text("Sidor", "Pages").html("\">");
        if (cursor != null) {
            html("<a class=\"btn btn-secondary\" rel=\"first\" href=\"")
                    .value(address.with(CURSOR, null).toString())
                    .html("\">")
                    .text("Första sidan", "First page")
                    .html("</a>");
        }
        if (next != null) {
            html("<a class=\"btn btn-secondary\" rel=\"next\" href=\"")
                    .value(address.with(CURSOR, next).toString())
                    .html("\">")
                    .text("Nästa sida", "Next page")
                    .html("</a>");
        }
        return html("</nav>");
    }

    /** Writes that nothing was saved because somebody else was faster, if the form before came to that. */
    public Markup stale(Map<String, String> parameters) throws IOException {
        if (!FormInput.STALE.equals(parameters.get(FormInput.DONE))) {
            return this;
        }
        return html("<p class=\"note warn\" role=\"alert\">")
                .text(
                        "Någon annan hann ändra. Inget sparades; här är det som gäller nu.",
                        "Someone else was faster. Nothing was saved; this is how it is now.")
                .html("</p>");
    }

    /** Writes that a list is empty, and what to do. */
    public Markup empty(String id, Text text) throws IOException {
        return html("<div class=\"empty\" id=\"")
                .value(id)
                .html("\"><p>")
                .text(text)
                .html("</p></div>");
    }
}
