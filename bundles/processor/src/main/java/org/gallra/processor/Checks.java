package org.gallra.processor;

import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** What holds for the declarations of records and of stores alike. */
final class Checks {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");
    private static final Pattern KEY = Pattern.compile("%[A-Za-z0-9._-]+");

    private final BiConsumer<Element, String> refuse;

    Checks(BiConsumer<Element, String> refuse) {
        this.refuse = refuse;
    }

    void id(Element where, String id) {
        if (!ID.matcher(id).matches()) {
            refuse.accept(
                    where,
                    "the id \"" + id + "\" of " + where.getSimpleName()
                            + " is not of the form <owner>.<name> in lower case, such as acme.registration");
        }
    }

    void label(Element where, String what, String label) {
        if (!KEY.matcher(label).matches()) {
            refuse.accept(
                    where,
                    "the label \"" + label + "\" of " + what + " is no key. Write label = \"%key\" and put the key into"
                            + " OSGI-INF/l10n/bundle_sv.properties and bundle_en.properties");
        }
    }

    static @Nullable String first(String own, String otherwise) {
        return present(own.isEmpty() ? otherwise : own);
    }

    static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }
}
