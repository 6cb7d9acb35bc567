package org.gallra.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeatureState;
import org.apache.karaf.features.FeaturesService;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.osgi.framework.BundleContext;

/**
 * Karaf's features: the sets of bundles that the archive brings. Karaf's own page for them is made for another web server; this one
 * installs and removes too, but nothing of what Gallra itself consists of.
 */
final class FeaturesTab implements Tab {

    private static final String FEATURE = "feature";

    private final FeaturesService features;
    private final Set<String> boot;
    private final AuditLog audit;

    /**
     * Takes Karaf's service.
     *
     * @param boot the names of the features that every start begins with
     */
    FeaturesTab(FeaturesService features, Set<String> boot, AuditLog audit) {
        this.features = features;
        this.boot = Set.copyOf(boot);
        this.audit = audit;
    }

    /** Reads from Karaf's configuration with what every start begins; what cannot be read keeps the plug-in from starting. */
    static Set<String> boot(BundleContext context) {
        Path file = Path.of(String.valueOf(context.getProperty("karaf.etc")), "org.apache.karaf.features.cfg");
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.stream(settings.getProperty("featuresBoot", "").split("[(),\\s]+", -1))
                .map(name -> name.replaceFirst("/.*", ""))
                .collect(Collectors.toSet());
    }

    @Override
    public String path() {
        return "features";
    }

    @Override
    public Text label() {
        return new Text("Features", "Features");
    }

    @Override
    public void show(HttpServletRequest request, Html html) {
        html.heading("Karafs features", "Karaf's features");
        html.paragraph(
                "Delar av Gallra och plattformen, så som arkivet innehåller dem. Andra tillverkares tillägg installeras på fliken Tillägg.",
                "Parts of Gallra and its platform as the archive has them. Bundles of vendors are installed on the tab Bundles.");
        String done = request.getParameter("done");
        if ("install".equals(done) || "remove".equals(done)) {
            html.note(
                    done.equals("install")
                            ? new Text("Installerad.", "Installed.")
                            : new Text("Borttagen.", "Removed."));
        }
        html.table("Feature", "Feature", "Version", "Version", "Läge", "State", "", "");
        for (Feature feature : all()) {
            FeatureState state = features.getState(feature.getId());
            html.raw("<tr><td>")
                    .text(feature.getName())
                    .raw("<br><small>")
                    .text(Objects.requireNonNullElse(feature.getDescription(), ""))
                    .raw("</small></td>")
                    .cell(feature.getVersion())
                    .cell(state.name())
                    .raw("<td>");
            if (state == FeatureState.Uninstalled) {
                html.form(path(), Map.of(FEATURE, feature.getId())).submit("install", "Installera", "Install");
            } else if (removable(feature)) {
                html.form(path(), Map.of(FEATURE, feature.getId())).submit("remove", "Ta bort", "Remove");
            }
            html.raw("</td></tr>");
        }
        html.endTable();
    }

    /** Returns those that somebody may want to see, by name. */
    private List<Feature> all() {
        try {
            return Arrays.stream(features.listFeatures())
                    .filter(feature -> !feature.isHidden())
                    .sorted(Comparator.comparing(Feature::getName).thenComparing(Feature::getVersion))
                    .toList();
        } catch (Exception e) {
            throw failed();
        }
    }

    /** What somebody has asked for may go; what came with the start, and what others need, stays. */
    private boolean removable(Feature feature) {
        return features.isRequired(feature) && !boot.contains(feature.getName());
    }

    @Override
    public String act(String act, HttpServletRequest request, HttpServletResponse response) {
        String asked = Objects.requireNonNullElse(request.getParameter(FEATURE), "");
        Feature feature = all().stream()
                .filter(f -> f.getId().equals(asked))
                .findFirst()
                .orElseThrow(() -> GallraException.notFound(
                        new Text("Den feature som anges finns inte.", "There is no such feature.")));
        switch (act) {
            case "install" -> install(feature);
            case "remove" -> remove(feature);
            default -> throw GallraException.invalid("act", new Text("Okänd knapp.", "Unknown button."));
        }
        return "?done=" + act;
    }

    private void install(Feature feature) {
        audit.record(AuditEntry.of(ConsoleActs.FEATURE_INSTALLED).on(FEATURE, feature.getName()));
        try {
            features.installFeature(feature.getName(), feature.getVersion());
        } catch (Exception e) {
            throw failed();
        }
    }

    private void remove(Feature feature) {
        if (!removable(feature)) {
            throw GallraException.conflict(new Text(
                    "Den hör till Gallra eller behövs av annat och går inte att ta bort här.",
                    "It is part of Gallra or needed by something else, and cannot be removed here."));
        }
        audit.record(AuditEntry.of(ConsoleActs.FEATURE_REMOVED).on(FEATURE, feature.getName()));
        try {
            features.uninstallFeature(feature.getName(), feature.getVersion());
        } catch (Exception e) {
            throw failed();
        }
    }

    private static GallraException failed() {
        return new GallraException(
                GallraException.Code.UNAVAILABLE,
                new Text(
                        "Karaf kunde inte göra det; log/karaf.log säger varför. Läget är som förut.",
                        "Karaf could not do that; log/karaf.log says why. Everything is as before."),
                List.of(),
                null);
    }
}
