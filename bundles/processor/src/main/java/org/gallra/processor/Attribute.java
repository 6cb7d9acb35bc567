package org.gallra.processor;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.ContactMoment;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.SinglesOut;
import org.jspecify.annotations.Nullable;

/** One persistent attribute of an entity, as JPA sees it. */
final class Attribute {

    private static final String JPA = "javax.persistence.";
    private static final Set<String> RELATIONS = Set.of("OneToMany", "ManyToMany", "ElementCollection");

    final Element element;
    final String name;
    final TypeMirror type;

    Attribute(Element element, String name, TypeMirror type) {
        this.element = element;
        this.name = name;
        this.type = type;
    }

    boolean id() {
        return jpa("Id") != null;
    }

    boolean embeddedId() {
        return jpa("EmbeddedId") != null;
    }

    boolean version() {
        return jpa("Version") != null;
    }

    boolean embedded() {
        return jpa("Embedded") != null
                || (type instanceof DeclaredType declared
                        && Annotations.find(declared.asElement(), JPA + "Embeddable") != null);
    }

    /** Tells whether the attribute stands in another table: that one has an entity or a join of its own. */
    boolean collection() {
        return RELATIONS.stream().anyMatch(r -> jpa(r) != null);
    }

    boolean elementCollection() {
        return jpa("ElementCollection") != null;
    }

    @Nullable
    PersonalField personal() {
        return element.getAnnotation(PersonalField.class);
    }

    @Nullable
    NotPersonal notPersonal() {
        return element.getAnnotation(NotPersonal.class);
    }

    @Nullable
    SinglesOut singlesOut() {
        return element.getAnnotation(SinglesOut.class);
    }

    boolean moment() {
        return element.getAnnotation(ContactMoment.class) != null;
    }

    /** Returns the column by the rules of JPA, in lower case. */
    String column() {
        String declared = text("Column", "name");
        if (declared == null) {
            declared = text("JoinColumn", "name");
        }
        if (declared == null) {
            boolean relation = jpa("ManyToOne") != null || jpa("OneToOne") != null;
            declared = relation ? name + "_id" : name;
        }
        return declared.replace("\"", "").toLowerCase(Locale.ROOT);
    }

    boolean nullable() {
        if (type.getKind().isPrimitive()) {
            return false;
        }
        return !isFalse("Column", "nullable") && !isFalse("Basic", "optional") && !isFalse("JoinColumn", "nullable");
    }

    /** Returns the type of the column's values, or null if the core cannot read and write it. */
    @Nullable
    ColumnType columnType() {
        if (jpa("Enumerated") != null) {
            return String.valueOf(Annotations.value(jpa("Enumerated"), "value")).endsWith("STRING")
                    ? ColumnType.TEXT
                    : ColumnType.INTEGER;
        }
        if (type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.ENUM) {
            return ColumnType.INTEGER;
        }
        if (type.getKind() == TypeKind.ARRAY) {
            return type.toString().startsWith("byte") ? ColumnType.BINARY : ColumnType.TEXT;
        }
        return switch (type.toString().replaceAll("^.*\\s", "")) {
            case "java.lang.String", "java.lang.Character", "char" -> ColumnType.TEXT;
            case "long",
                    "int",
                    "short",
                    "byte",
                    "java.lang.Long",
                    "java.lang.Integer",
                    "java.lang.Short",
                    "java.lang.Byte",
                    "java.math.BigInteger" -> ColumnType.INTEGER;
            case "java.math.BigDecimal", "double", "float", "java.lang.Double", "java.lang.Float" -> ColumnType.DECIMAL;
            case "boolean", "java.lang.Boolean" -> ColumnType.BOOLEAN;
            case "java.time.LocalDate", "java.sql.Date" -> ColumnType.DATE;
            case "java.time.LocalTime", "java.sql.Time" -> ColumnType.TIME;
            case "java.time.Instant",
                    "java.time.LocalDateTime",
                    "java.time.OffsetDateTime",
                    "java.sql.Timestamp",
                    "java.util.Date" -> ColumnType.INSTANT;
            case "java.util.UUID" -> ColumnType.UUID;
            default -> jpa("Convert") != null ? ColumnType.TEXT : null;
        };
    }

    private @Nullable AnnotationMirror jpa(String annotation) {
        return Annotations.find(element, JPA + annotation);
    }

    private @Nullable String text(String annotation, String member) {
        Object value = Annotations.value(jpa(annotation), member);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    private boolean isFalse(String annotation, String member) {
        return Boolean.FALSE.equals(Annotations.value(jpa(annotation), member));
    }
}
