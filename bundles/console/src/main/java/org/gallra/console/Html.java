package org.gallra.console;

import java.util.Locale;
import java.util.Map;
import org.gallra.api.Text;
import org.owasp.encoder.Encode;

/** Writes a page of the console. Whatever is written as text is escaped. Not thread-safe. */
final class Html {

    private final StringBuilder out = new StringBuilder(4096);
    private final Locale language;
    private final String root;

    /**
     * Begins.
     *
     * @param language of whoever reads
     * @param root the address of the plug-in, without a slash at its end
     */
    Html(Locale language, String root) {
        this.language = language;
        this.root = root;
    }

    Locale language() {
        return language;
    }

    /** Writes markup of our own. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Writes text. */
    Html text(String text) {
        out.append(Encode.forHtml(text));
        return this;
    }

    Html text(Text text) {
        return text(text.in(language));
    }

    Html text(String sv, String en) {
        return text("sv".equals(language.getLanguage()) ? sv : en);
    }

    Html heading(String sv, String en) {
        return raw("<h2>").text(sv, en).raw("</h2>");
    }

    Html paragraph(String sv, String en) {
        return raw("<p>").text(sv, en).raw("</p>");
    }

    /** Begins a table with the headings, Swedish and English in turn. */
    Html table(String... headings) {
        raw("<table class='nicetable gallra'><thead><tr>");
        for (int i = 0; i < headings.length; i += 2) {
            raw("<th scope='col'>").text(headings[i], headings[i + 1]).raw("</th>");
        }
        return raw("</tr></thead><tbody>");
    }

    Html endTable() {
        return raw("</tbody></table>");
    }

    Html cell(String text) {
        return raw("<td>").text(text).raw("</td>");
    }

    Html cell(Text text) {
        return cell(text.in(language));
    }

    /** Begins a form that posts to a tab. */
    Html form(String tab, Map<String, String> hidden) {
        raw("<form method='post' enctype='multipart/form-data' action='" + Encode.forHtmlAttribute(root + "/" + tab)
                + "'>");
        hidden.forEach((name, value) -> raw("<input type='hidden' name='" + Encode.forHtmlAttribute(name) + "' value='"
                + Encode.forHtmlAttribute(value) + "'>"));
        return this;
    }

    /** Ends a form with its button, which says what it does. */
    Html submit(String act, String sv, String en) {
        return raw("<button type='submit' name='act' value='" + Encode.forHtmlAttribute(act) + "'>")
                .text(sv, en)
                .raw("</button></form>");
    }

    /** Writes something that somebody has to look at. */
    Html warning(Text text) {
        return raw("<p class='ui-state-error gallra-note'>").text(text).raw("</p>");
    }

    /** Writes that something went well. */
    Html note(Text text) {
        return raw("<p class='ui-state-highlight gallra-note'>").text(text).raw("</p>");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
