package org.gallra.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.gallra.api.personaldata.PersonalStore;
import org.gallra.api.personaldata.StoreField;
import org.jspecify.annotations.Nullable;

/** Reads the declaration of a store that is no table, and says of each fault what to write instead. */
final class StoreReader {

    private static final String SERVICE = "org.gallra.api.personaldata.PersonalDataStore";

    private final TypeElement type;
    private final BiConsumer<Element, String> refuse;
    private final Checks checks;

    StoreReader(TypeElement type, BiConsumer<Element, String> refuse) {
        this.type = type;
        this.refuse = refuse;
        this.checks = new Checks(refuse);
    }

    Map<String, @Nullable Object> read(PersonalStore store, Elements elements, Types types) {
        String name = type.getSimpleName().toString();
        checks.id(type, store.id());
        checks.label(type, name, store.label());
        if (!implementsService(type.asType(), types)) {
            refuse.accept(type, name + " is a @PersonalStore but does not implement PersonalDataStore");
        }
        if (store.fields().length == 0) {
            refuse.accept(
                    type,
                    name
                            + " declares no fields. Write fields = @StoreField(name = \"...\", label = \"%...\") for what its"
                            + " items hold");
        }
        Set<String> names = new HashSet<>();
        List<Object> fields = new ArrayList<>();
        for (StoreField field : store.fields()) {
            if (!field.name().matches("[a-zA-Z][a-zA-Z0-9]*") || !names.add(field.name())) {
                refuse.accept(
                        type,
                        "the field name \"" + field.name() + "\" of " + name
                                + " is used twice or has other characters than letters and digits");
            }
            checks.label(type, name + "." + field.name(), field.label());
            fields.add(field(store, field));
        }
        return Json.object(
                "id", store.id(),
                "type", elements.getBinaryName(type).toString(),
                "label", store.label(),
                "kind", store.kind().name(),
                "mandatory", store.mandatory(),
                "fields", fields);
    }

    private static Map<String, @Nullable Object> field(PersonalStore store, StoreField field) {
        return Json.object(
                "id", store.id() + "." + field.name(),
                "label", field.label(),
                "type", field.type().name(),
                "category", field.category().name(),
                "kind", field.kind().name(),
                "provided", field.provided(),
                "purpose", Checks.present(store.purpose()),
                "legalBasis", Checks.present(store.legalBasis()),
                "source", Checks.present(store.source()),
                "retention", Checks.present(store.retention()),
                "recipients", Checks.present(store.recipients()));
    }

    private static boolean implementsService(TypeMirror type, Types types) {
        if (types.asElement(type) instanceof TypeElement element
                && element.getQualifiedName().contentEquals(SERVICE)) {
            return true;
        }
        return types.directSupertypes(type).stream().anyMatch(s -> implementsService(s, types));
    }
}
