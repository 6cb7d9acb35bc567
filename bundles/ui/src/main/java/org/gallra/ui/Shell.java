package org.gallra.ui;

import gg.jte.Content;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.jspecify.annotations.Nullable;

/** What every page needs: who looks, in which language, and where. */
public final class Shell {

    /** The parameter with what takes back what was just done. */
    static final String UNDO = "undo";

    /** The time zone in which times are shown. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private final Messages messages;
    private final @Nullable Caller caller;
    private final String csrf;
    private final String path;
    private final String version;
    private final LongSupplier attention;
    private final BiFunction<UiSettingsPage.Menu, Caller, List<Parts.Entry>> entries;
    private final BiFunction<String, Caller, String> help;
    private final @Nullable Text flash;
    private final @Nullable Text notice;
    private final String undo;

    Shell(
            Messages messages,
            @Nullable Caller caller,
            String csrf,
            String path,
            String version,
            LongSupplier attention,
            BiFunction<UiSettingsPage.Menu, Caller, List<Parts.Entry>> entries,
            BiFunction<String, Caller, String> help,
            @Nullable Text flash,
            @Nullable Text notice,
            String undo) {
        this.messages = messages;
        this.caller = caller;
        this.csrf = csrf;
        this.path = path;
        this.version = version;
        this.attention = attention;
        this.entries = entries;
        this.help = help;
        this.flash = flash;
        this.notice = notice;
        this.undo = undo;
    }

    /** Returns a text of the UI. */
    public String t(String key, Object... values) {
        return messages.get(key, values);
    }

    /** Returns a text of the catalogue as the API has texts, the same in both languages: the page's. */
    Text text(String key) {
        return Text.same(t(key));
    }

    /** Returns an API text in the page's language. */
    public String t(Text text) {
        return messages.of(text);
    }

    /** Returns the address of the chapter of the guide that this page is about. */
    public String helpPath() {
        return caller == null ? "/ui/help" : help.apply(path, caller);
    }

    /** Returns the text for one or several. */
    public String n(String key, long number) {
        return messages.count(key, number);
    }

    /** Returns a number as people read it. */
    public String number(long number) {
        return messages.number(number);
    }

    /** Returns a number with decimals as people read it: two of them, if it has any. */
    public String number(java.math.BigDecimal number) {
        java.math.BigDecimal rounded = number.setScale(2, java.math.RoundingMode.HALF_UP);
        long fraction = rounded.remainder(java.math.BigDecimal.ONE)
                .movePointRight(2)
                .abs()
                .longValue();
        String whole = (rounded.signum() < 0 ? "-" : "")
                + messages.number(rounded.abs().longValue());
        return fraction == 0
                ? whole
                : whole + (lang().equals("sv") ? "," : ".") + (fraction < 10 ? "0" : "") + fraction;
    }

    /** Returns an instant as day and time in the user's zone. */
    public String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant.atZone(ZONE));
    }

    /** Returns an instant as a day in the user's zone. */
    public String day(@Nullable Instant instant) {
        return instant == null ? "" : DAY.format(instant.atZone(ZONE));
    }

    /** Returns a phone number as it is dialled at home. */
    public String phone(String number) {
        return Phones.national(number);
    }

    /** Returns an e-mail or web address that breaks where its parts meet, rather than in the middle of a word. */
    public Content address(String address) {
        StringWriter out = new StringWriter();
        try {
            new Markup(out, language()).address(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String markup = out.toString();
        return output -> output.writeContent(markup);
    }

    /** Returns the language, {@code sv} or {@code en}. */
    public String lang() {
        return messages.language().getLanguage();
    }

    /** Returns the language. */
    public Locale language() {
        return messages.language();
    }

    /** Returns the secret for forms. */
    public String csrf() {
        return csrf;
    }

    /** Returns the path of the page. */
    public String path() {
        return path;
    }

    /** Returns what a part of a list needs to know of this page. */
    UiContext context(Caller looking) {
        return new UiContext(null, null, false, looking, language(), ZONE, csrf, path);
    }

    /** Returns the version that asset addresses carry. */
    public String version() {
        return version;
    }

    /** Tells whether somebody is logged in. */
    public boolean known() {
        return caller != null;
    }

    /** Returns the login name, or an empty text. */
    public String user() {
        return caller == null ? "" : caller.userName();
    }

    /** Returns the role's name, or an empty text. */
    public String role() {
        return caller == null ? "" : t(caller.role().label());
    }

    /** Tells whether the caller has the right. */
    public boolean may(Permission permission) {
        return caller != null && caller.may(permission);
    }

    /** Tells whether the caller may anonymize. */
    public boolean mayAnonymize() {
        return may(Permission.ANONYMIZE);
    }

    /** Tells whether the caller may delete. */
    public boolean mayDelete() {
        return may(Permission.DELETE);
    }

    /** Tells whether the caller may create and change. */
    public boolean mayWrite() {
        return may(Permission.WRITE);
    }

    /** Tells whether the caller may make extracts. */
    public boolean mayExtract() {
        return may(Permission.EXTRACT);
    }

    /** Tells whether the caller may import. */
    public boolean mayImport() {
        return may(Permission.IMPORT);
    }

    /** Tells whether the caller is an administrator. */
    public boolean mayAdminister() {
        return may(Permission.ADMINISTER);
    }

    /** Returns how many bundles wait for the administrator; 0 for everybody else. */
    public long attention() {
        return mayAdminister() ? attention.getAsLong() : 0;
    }

    /** Returns what bundles add to a place of the menu and the caller may see, in its order. */
    public List<Parts.Entry> entries(UiSettingsPage.Menu menu) {
        return caller == null ? List.of() : entries.apply(menu, caller);
    }

    /** Returns a message about what was just done, or null. */
    public @Nullable String flash() {
        return flash == null ? null : t(flash);
    }

    /** Returns what takes back what was just done, for the form that sends it, or an empty text. */
    public String undo() {
        return undo;
    }

    /** Returns what the user has to be told on every page, or null. */
    public @Nullable String notice() {
        return notice == null ? null : t(notice);
    }

    /** Tells whether the page belongs to a part of the menu. */
    public boolean in(String part) {
        return path.startsWith("/ui/" + part);
    }

    /** Returns the aria-current value of a menu entry. */
    public @Nullable String current(String part) {
        return in(part) ? "page" : null;
    }

    /** Returns an icon as inline SVG. */
    public Content icon(String name) {
        return Icons.of(name);
    }

    /** Returns the texts of a list, joined by commas. */
    public String join(List<Text> texts) {
        return String.join(", ", texts.stream().map(this::t).toList());
    }
}
