package org.gallra.processor;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads annotations by name, so that JPA need not be on the processor's path. */
final class Annotations {

    private Annotations() {}

    static @Nullable AnnotationMirror find(Element element, String name) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (((TypeElement) mirror.getAnnotationType().asElement())
                    .getQualifiedName()
                    .contentEquals(name)) {
                return mirror;
            }
        }
        return null;
    }

    /** Returns the value that is written at the annotation, or null if it is not written there. */
    static @Nullable Object value(@Nullable AnnotationMirror mirror, String member) {
        if (mirror == null) {
            return null;
        }
        for (var entry : mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(member)) {
                return entry.getValue().getValue();
            }
        }
        return null;
    }
}
