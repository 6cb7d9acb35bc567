package org.gallra.register;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** The texts of a bundle in both languages, read without loading a class of it. */
final class BundleTexts {

    private final Properties sv;
    private final Properties en;
    private final List<Finding> problems;

    /** Takes a way to the bundle's entries and a list to which missing texts are added. */
    BundleTexts(Function<String, @Nullable URL> entries, List<Finding> problems) {
        this.sv = read(entries, "OSGI-INF/l10n/bundle_sv.properties");
        this.en = read(entries, "OSGI-INF/l10n/bundle_en.properties");
        this.problems = problems;
    }

    /** Returns the text of a {@code %key}; a text that is no key stands for itself. */
    Text of(String label) {
        if (!label.startsWith("%")) {
            return Text.same(label);
        }
        String key = label.substring(1);
        String swedish = sv.getProperty(key);
        String english = en.getProperty(key);
        if (swedish == null || english == null || swedish.isBlank() || english.isBlank()) {
            problems.add(new Finding(
                    Finding.Rule.TEXTS,
                    "Texten " + key + " saknas i OSGI-INF/l10n/bundle_sv.properties eller bundle_en.properties",
                    "The text " + key + " is missing in OSGI-INF/l10n/bundle_sv.properties or bundle_en.properties"));
            String shown = swedish != null && !swedish.isBlank()
                    ? swedish
                    : english != null && !english.isBlank() ? english : key;
            return Text.same(shown);
        }
        return new Text(swedish, english);
    }

    /** Returns the name of something; it has to be a key. */
    Text label(String label) {
        if (!label.startsWith("%")) {
            String shown = label.replaceAll("[^\\p{L}\\p{N} ._-]", "?");
            problems.add(new Finding(
                    Finding.Rule.TEXTS,
                    "Namnet \"" + shown + "\" är ingen nyckel: skriv label = \"%nyckel\" och lägg texten i"
                            + " OSGI-INF/l10n/bundle_sv.properties och bundle_en.properties",
                    "The label \"" + shown + "\" is no key: write label = \"%key\" and put the text into"
                            + " OSGI-INF/l10n/bundle_sv.properties and bundle_en.properties"));
        }
        return of(label);
    }

    /** Returns the bundle's own name, or null if it has none in both languages. */
    @Nullable
    Text bundleName() {
        String swedish = sv.getProperty("bundle");
        String english = en.getProperty("bundle");
        return swedish == null || english == null || swedish.isBlank() || english.isBlank()
                ? null
                : new Text(swedish, english);
    }

    private static Properties read(Function<String, @Nullable URL> entries, String path) {
        Properties texts = new Properties();
        URL url = entries.apply(path);
        if (url != null) {
            try (var in = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
                texts.load(in);
            } catch (IOException | IllegalArgumentException e) {
                return new Properties(); // every text is then reported as missing
            }
        }
        return texts;
    }
}
