package org.gallra.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Finds the persistent attributes of an entity, those of mapped superclasses first. */
final class Attributes {

    private static final String JPA = "javax.persistence.";

    private Attributes() {}

    static List<Attribute> of(TypeElement entity) {
        List<Attribute> found = new ArrayList<>();
        if (entity.getSuperclass() instanceof DeclaredType superType
                && superType.asElement() instanceof TypeElement superclass
                && (Annotations.find(superclass, JPA + "MappedSuperclass") != null
                        || Annotations.find(superclass, JPA + "Entity") != null)) {
            found.addAll(of(superclass));
        }
        boolean byProperty = byProperty(entity);
        for (Element member : entity.getEnclosedElements()) {
            if (byProperty && member.getKind() == ElementKind.METHOD) {
                property(found, (ExecutableElement) member);
            } else if (!byProperty && member.getKind() == ElementKind.FIELD && persistent(member)) {
                found.add(new Attribute(member, member.getSimpleName().toString(), member.asType()));
            }
        }
        return found;
    }

    /** Where the id is annotated decides, as in JPA; superclasses are asked as well. */
    private static boolean byProperty(TypeElement entity) {
        for (Element member : entity.getEnclosedElements()) {
            if (Annotations.find(member, JPA + "Id") != null || Annotations.find(member, JPA + "EmbeddedId") != null) {
                return member.getKind() == ElementKind.METHOD;
            }
        }
        return entity.getSuperclass() instanceof DeclaredType superType
                && superType.asElement() instanceof TypeElement superclass
                && !superclass.getQualifiedName().contentEquals("java.lang.Object")
                && byProperty(superclass);
    }

    private static void property(List<Attribute> found, ExecutableElement getter) {
        String name = getter.getSimpleName().toString();
        int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
        if (prefix > 0 && name.length() > prefix && getter.getParameters().isEmpty() && persistent(getter)) {
            String attribute = name.substring(prefix, prefix + 1).toLowerCase(Locale.ROOT) + name.substring(prefix + 1);
            found.add(new Attribute(getter, attribute, getter.getReturnType()));
        }
    }

    private static boolean persistent(Element member) {
        return !member.getModifiers().contains(Modifier.STATIC)
                && !member.getModifiers().contains(Modifier.TRANSIENT)
                && Annotations.find(member, JPA + "Transient") == null;
    }
}
