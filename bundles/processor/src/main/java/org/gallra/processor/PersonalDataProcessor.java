package org.gallra.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.personaldata.PersonalStore;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an entity with an attribute that nobody classified, and writes what is declared to
 * {@code META-INF/gallra/personal-data.json}.
 */
@SupportedAnnotationTypes({
    "javax.persistence.Entity",
    "org.gallra.api.personaldata.PersonalRecord",
    "org.gallra.api.personaldata.PersonalStore"
})
public final class PersonalDataProcessor extends AbstractProcessor {

    private static final String FILE = "META-INF/gallra/personal-data.json";

    private final Map<String, Map<String, @Nullable Object>> records = new TreeMap<>();
    private final Map<String, Map<String, @Nullable Object>> tables = new TreeMap<>();
    private final Map<String, Map<String, @Nullable Object>> stores = new TreeMap<>();
    private final List<Element> origins = new ArrayList<>();
    private boolean refused;

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (TypeElement entity : ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation))) {
                if (!origins.contains(entity)) {
                    origins.add(entity);
                    read(entity);
                }
            }
        }
        if (round.processingOver() && !origins.isEmpty() && !refused) {
            write();
        }
        return false;
    }

    private void read(TypeElement type) {
        PersonalStore store = type.getAnnotation(PersonalStore.class);
        if (store == null) {
            readEntity(type);
        } else if (stores.put(
                                store.id(),
                                new StoreReader(type, this::refuse)
                                        .read(store, processingEnv.getElementUtils(), processingEnv.getTypeUtils()))
                        != null
                || records.containsKey(store.id())) {
            refuseTwice(type, store.id());
        }
    }

    private void readEntity(TypeElement entity) {
        EntityReader reader = new EntityReader(entity, this::refuse);
        PersonalRecord record = entity.getAnnotation(PersonalRecord.class);
        if (record == null) {
            Map<String, @Nullable Object> table = reader.readWithoutRecord();
            tables.put(String.valueOf(table.get("table")), table);
            return;
        }
        Map<String, @Nullable Object> declared = reader.read(record);
        if (records.put(record.id(), declared) != null || stores.containsKey(record.id())) {
            refuseTwice(entity, record.id());
        }
    }

    private void refuseTwice(Element where, String id) {
        refuse(where, "the id \"" + id + "\" is used twice; give each entity and store an id of its own");
    }

    private void refuse(Element where, String message) {
        refused = true;
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "Gallra: " + message, where);
    }

    private void write() {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("format", 1);
        file.put("records", List.copyOf(records.values()));
        file.put("tables", List.copyOf(tables.values()));
        file.put("stores", List.copyOf(stores.values()));
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", FILE, origins.toArray(new Element[0]))
                .openWriter()) {
            out.write(Json.write(file));
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, "Gallra: " + FILE + " cannot be written: " + e.getMessage());
        }
    }
}
