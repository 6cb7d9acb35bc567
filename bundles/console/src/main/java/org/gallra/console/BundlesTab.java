package org.gallra.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.addon.AddOn;
import org.gallra.api.addon.AddOnPreview;
import org.gallra.api.addon.AddOnService;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DepartedBundles;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.jspecify.annotations.Nullable;

/** Vendors' bundles: what one would bring is shown before it comes; when one goes, somebody decides about what it leaves. */
final class BundlesTab implements Tab {

    private static final String BUNDLE = "bundle";
    private static final String LOOK = "look";
    private static final String DIGEST = "digest";

    private final PersonalDataRegister register;
    private final AddOnService addOns;
    private final DepartedBundles departed;
    private final Uploads uploads;

    BundlesTab(PersonalDataRegister register, AddOnService addOns, DepartedBundles departed, Uploads uploads) {
        this.register = register;
        this.addOns = addOns;
        this.departed = departed;
        this.uploads = uploads;
    }

    @Override
    public String path() {
        return "bundles";
    }

    @Override
    public Text label() {
        return new Text("Tillägg", "Bundles");
    }

    @Override
    public void show(HttpServletRequest request, Html html) {
        String look = request.getParameter(LOOK);
        String remove = request.getParameter("remove");
        if (look != null) {
            preview(html, look);
            return;
        }
        if (remove != null) {
            leave(html, remove);
            return;
        }
        if (request.getParameter("done") != null) {
            html.note(new Text(
                    "Klart. Servern märker ändringen inom några sekunder; läs om sidan.",
                    "Done. The server notices within seconds; load the page again."));
        }
        html.heading("Tillägg i drift", "Bundles in service");
        List<AddOn> all = addOns.list();
        if (all.isEmpty()) {
            html.paragraph("Det finns inga tillägg från andra.", "There are no bundles of vendors.");
        } else {
            html.table("Tillägg", "Bundle", "Version", "Version", "Läge", "State", "", "");
            for (AddOn addOn : all) {
                html.raw("<tr><td>")
                        .text(addOn.name())
                        .raw("<br><small>")
                        .text(addOn.bundle())
                        .raw("</small></td>")
                        .cell(addOn.version())
                        .cell(
                                addOn.running()
                                        ? new Text("I drift", "Running")
                                        : new Text("Installerat, inte startat", "Installed, not started"))
                        .raw("<td><form method='get'><input type='hidden' name='remove' value='")
                        .text(addOn.bundle())
                        .raw("'><button>")
                        .text("Ta bort…", "Remove…")
                        .raw("</button></form></td></tr>");
            }
            html.endTable();
        }
        html.heading("Installera eller uppdatera", "Install or update");
        html.paragraph(
                "Välj tilläggets fil (JAR). Först visas vad det för med sig; inget installeras innan du har godkänt det.",
                "Choose the bundle's file (JAR). First you see what it would bring; nothing is installed before you agree.");
        html.form(path(), Map.of())
                .raw("<input type='file' name='file' accept='.jar' required> ")
                .submit(LOOK, "Granska filen", "Look at the file");
        departed(html);
    }

    private void preview(Html html, String key) {
        AddOnPreview preview = addOns.preview(uploads.get(key));
        html.raw("<h2>").text(preview.name()).raw("</h2><p>").text(preview.bundle() + " " + preview.version());
        if (preview.before() != null) {
            html.text(", i stället för version ", ", in place of version ").text(preview.before());
        }
        html.raw("</p>");
        preview.problems().forEach(html::warning);
        html.raw("<h3>")
                .text("Personuppgifter som det redovisar", "Personal data that it declares")
                .raw("</h3>");
        if (preview.nothing() == null) {
            CoverageTab.declared(html, preview.records(), preview.stores(), true);
        } else {
            html.raw("<p>").text("Inga: ", "None: ").text(preview.nothing()).raw("</p>");
        }
        html.raw("<h3>").text("Tabeller", "Tables").raw("</h3><p>");
        String tables = CoverageTab.tables(preview.records());
        if (preview.migrates()) {
            html.text(
                    "Det skapar eller ändrar tabeller när det startar. Med personuppgifter: ",
                    "It makes or changes tables when it starts. With personal data: ");
        } else {
            html.text("Det gör inga tabeller. ", "It makes no tables. ");
        }
        html.text(tables.isEmpty() ? "-" : tables).raw("</p>");
        if (preview.before() != null) {
            html.raw("<h3>").text("Vad som ändras", "What changes").raw("</h3><ul>");
            if (preview.changes().isEmpty()) {
                html.raw("<li>")
                        .text("Redovisningen är densamma.", "The declaration is the same.")
                        .raw("</li>");
            }
            preview.changes().forEach(change -> html.raw("<li>").text(change).raw("</li>"));
            html.raw("</ul>");
        }
        if (!preview.left().isEmpty()) {
            html.warning(new Text(
                    "Det här redovisas inte längre, men raderna ligger kvar: " + CoverageTab.tables(preview.left())
                            + ".",
                    "This is declared no more, but the rows stay: " + CoverageTab.tables(preview.left()) + "."));
        }
        html.form(path(), Map.of(LOOK, key, DIGEST, preview.digest()))
                .submit(
                        "install",
                        preview.before() == null ? "Installera" : "Uppdatera",
                        preview.before() == null ? "Install" : "Update");
        html.form(path(), Map.of(LOOK, key)).submit("drop", "Avbryt", "Cancel");
    }

    private void leave(Html html, String bundle) {
        html.raw("<h2>").text("Ta bort ", "Remove ").text(bundle).raw("</h2>");
        Set<Contributor> found = register.snapshot().contributors().stream()
                .filter(c -> c.bundle().equals(bundle))
                .collect(Collectors.toSet());
        String tables = found.stream().map(c -> CoverageTab.tables(c.records())).collect(Collectors.joining());
        if (tables.isEmpty()) {
            html.paragraph("Det lämnar inga personuppgifter efter sig.", "It leaves no personal data behind.");
        } else {
            html.warning(new Text(
                    "Dess personuppgifter ligger kvar i databasen (" + tables
                            + ") och kommer med i utdrag och raderingar. När tillägget är borta bestämmer du här om de ska"
                            + " sparas till en dag, hämtas eller raderas.",
                    "Its personal data stays in the database (" + tables
                            + ") and is part of extracts and erasures. When the bundle is gone you decide here whether it is"
                            + " kept until a day, downloaded or erased."));
        }
        html.form(path(), Map.of(BUNDLE, bundle)).submit("remove", "Ta bort", "Remove");
    }

    private void departed(Html html) {
        List<Contributor> gone = register.snapshot().contributors().stream()
                .filter(c -> c.presence() == Contributor.Presence.DEPARTED)
                .toList();
        html.heading("Borttagna tillägg med uppgifter kvar", "Removed bundles whose data is still there");
        if (gone.isEmpty()) {
            html.paragraph("Inga.", "None.");
            return;
        }
        for (Contributor contributor : gone) {
            Map<String, String> key = Map.of(BUNDLE, contributor.bundle());
            html.raw("<h3>")
                    .text(contributor.name())
                    .raw("</h3><p>")
                    .text(contributor.bundle() + " " + contributor.version())
                    .raw("</p>");
            rows(html, contributor.bundle());
            if (contributor.departure() != null) {
                html.raw("<p>")
                        .text("Sparas till ", "Kept until ")
                        .text(contributor.departure().keepUntil() + ". ")
                        .raw("</p>");
            }
            html.form(path(), key)
                    .raw("<label>")
                    .text("Spara till ", "Keep until ")
                    .raw("<input type='date' name='until' required></label> ")
                    .submit("keep", "Spara", "Keep");
            html.form(path(), key).submit("hand-over", "Hämta uppgifterna (ZIP)", "Download the data (ZIP)");
            html.form(path(), key)
                    .raw("<label>")
                    .text("Skriv tilläggets namn för att radera: ", "Type the bundle's name to erase: ")
                    .raw("<input name='typed' autocomplete='off' required></label> ")
                    .submit("erase", "Radera för gott", "Erase for good");
        }
    }

    /** Shows what there is to decide about. */
    private void rows(Html html, String bundle) {
        html.raw("<ul>");
        departed.rows(bundle).forEach((table, rows) -> html.raw("<li>")
                .text(table + ": ")
                .text(rows + " rader", rows == 1 ? "1 row" : rows + " rows")
                .raw("</li>"));
        html.raw("</ul>");
    }

    @Override
    public @Nullable String act(String act, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String bundle = Objects.requireNonNullElse(request.getParameter(BUNDLE), "");
        String key = Objects.requireNonNullElse(request.getParameter(LOOK), "");
        switch (act) {
            case LOOK -> {
                return look(request);
            }
            case "install" -> {
                addOns.install(uploads.get(key), Objects.requireNonNullElse(request.getParameter(DIGEST), ""));
                uploads.drop(key);
            }
            case "drop" -> {
                uploads.drop(key);
                return "";
            }
            case "remove" -> addOns.remove(bundle);
            case "keep" -> departed.keepUntil(bundle, day(request.getParameter("until")));
            case "hand-over" -> {
                departed.check(bundle);
                response.setContentType("application/zip");
                response.setHeader("Content-Disposition", "attachment; filename=\"" + bundle + ".zip\"");
                response.setHeader("Cache-Control", "no-store");
                departed.handOver(bundle, response.getOutputStream());
                return null;
            }
            case "erase" -> {
                if (!bundle.equals(request.getParameter("typed"))) {
                    throw GallraException.invalid(
                            "typed",
                            new Text(
                                    "Skriv " + bundle + " för att radera dess uppgifter.",
                                    "Type " + bundle + " to erase its data."));
                }
                departed.erase(bundle);
            }
            default -> throw GallraException.invalid("act", new Text("Okänd knapp.", "Unknown button."));
        }
        return "?done=" + act;
    }

    private String look(HttpServletRequest request) throws IOException, ServletException {
        Part file = request.getPart("file");
        if (file == null || file.getSize() == 0) {
            throw GallraException.invalid("file", new Text("Välj en fil.", "Choose a file."));
        }
        String key;
        try (var in = file.getInputStream()) {
            key = uploads.keep(in);
        } finally {
            file.delete();
        }
        try {
            addOns.preview(uploads.get(key));
        } catch (GallraException e) {
            uploads.drop(key);
            throw e;
        }
        return "?" + LOOK + "=" + key;
    }

    private static LocalDate day(@Nullable String day) {
        try {
            return LocalDate.parse(Objects.requireNonNullElse(day, ""));
        } catch (DateTimeParseException e) {
            throw GallraException.invalid(
                    "until", new Text("Skriv dagen som 2027-05-31.", "Write the day like 2027-05-31."));
        }
    }
}
