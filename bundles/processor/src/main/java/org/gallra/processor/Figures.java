package org.gallra.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.gallra.api.personaldata.By;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.personaldata.SinglesOut;
import org.gallra.api.personaldata.Statistic;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/** Reads what reports draw from a record, and what can single somebody out in it. */
final class Figures {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<ColumnType> TIMES = Set.of(ColumnType.DATE, ColumnType.INSTANT);
    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL);
    private static final Set<FieldKind> NAMING = Set.of(FieldKind.IDENTIFIER, FieldKind.FREE_TEXT, FieldKind.SECRET);

    private final TypeElement entity;
    private final PersonalRecord record;
    private final List<Attribute> attributes;
    private final Set<Attribute> links;
    private final BiConsumer<Element, String> refuse;
    private final Checks checks;

    Figures(
            TypeElement entity,
            PersonalRecord record,
            List<Attribute> attributes,
            Set<Attribute> links,
            BiConsumer<Element, String> refuse) {
        this.entity = entity;
        this.record = record;
        this.attributes = attributes;
        this.links = links;
        this.refuse = refuse;
        this.checks = new Checks(refuse);
    }

    List<Object> statistics() {
        List<Object> statistics = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Statistic statistic : entity.getAnnotationsByType(Statistic.class)) {
            String what = "@Statistic(name = \"" + statistic.name() + "\")";
            if (!NAME.matcher(statistic.name()).matches() || !names.add(statistic.name())) {
                refuse.accept(
                        entity,
                        what + " of " + entity.getSimpleName()
                                + " needs a name of its own in lower case with dashes, such as \"by-month\".");
            }
            checks.label(entity, what + " of " + entity.getSimpleName(), statistic.label());
            List<Object> by = new ArrayList<>();
            for (By one : statistic.by()) {
                Attribute attribute = read(what, one.value());
                if (attribute != null) {
                    if (one.each() != Granularity.VALUE && !TIMES.contains(attribute.columnType())) {
                        refuse(
                                attribute,
                                "is grouped by " + one.each() + " in " + what
                                        + ", which needs a LocalDate or an Instant");
                    }
                    by.add(Json.object(
                            "column", attribute.column(), "each", one.each().name()));
                }
            }
            Attribute sum = statistic.sum().isEmpty() ? null : read(what, statistic.sum());
            if (sum != null && !NUMBERS.contains(sum.columnType())) {
                refuse(sum, "is added up in " + what + ", which needs a number");
            }
            statistics.add(Json.object(
                    "id",
                    record.id() + "." + statistic.name(),
                    "label",
                    statistic.label(),
                    "by",
                    by,
                    "sum",
                    sum == null ? null : sum.column()));
        }
        return statistics;
    }

    /** Returns the attribute that a statistic reads, or null after a refusal. */
    private @Nullable Attribute read(String what, String name) {
        Attribute found = attributes.stream()
                .filter(a -> a.name.equals(name) && !a.collection())
                .findFirst()
                .orElse(null);
        if (found == null) {
            refuse.accept(
                    entity,
                    what + " of " + entity.getSimpleName() + " reads \"" + name
                            + "\", which is no persistent attribute; there are "
                            + attributes.stream().map(a -> a.name).toList() + ".");
        } else if (found.personal() != null && NAMING.contains(found.personal().kind())) {
            refuse(
                    found,
                    "names people (" + found.personal().kind() + "), and " + what
                            + " reads it. Let reports read what is kept");
        }
        return found;
    }

    List<Object> quasi() {
        List<Object> quasi = new ArrayList<>();
        for (Attribute attribute : attributes) {
            SinglesOut out = attribute.singlesOut();
            if (out != null) {
                quasi.add(quasi(attribute, out));
            }
        }
        return quasi;
    }

    private Object quasi(Attribute attribute, SinglesOut out) {
        checks.label(attribute.element, entity.getSimpleName() + "." + attribute.name, out.label());
        if (attribute.personal() != null && attribute.personal().anonymize() != Strategy.KEEP) {
            refuse(
                    attribute,
                    "is @SinglesOut and has a strategy of its own, which the check before the act offers anyway. Remove"
                            + " @SinglesOut");
        }
        ColumnType type = attribute.columnType();
        boolean fits = type != null
                && !attribute.id()
                && !attribute.version()
                && switch (out.measure()) {
                    case KEEP -> true;
                    case CLEAR -> attribute.nullable() && !links.contains(attribute);
                    case UNLINK -> attribute.nullable() && links.contains(attribute);
                    case MONTH, YEAR -> TIMES.contains(type);
                    case BUCKET -> NUMBERS.contains(type) && out.bucket() > 0 && !links.contains(attribute);
                    case LABEL, TOKEN, DELETE_ROW -> false;
                };
        if (!fits) {
            refuse(
                    attribute,
                    "is @SinglesOut with measure = " + out.measure()
                            + ", which does not fit. Use MONTH or YEAR for a time, BUCKET for a number, UNLINK for a link that"
                            + " allows null, CLEAR for what allows null, or KEEP");
        }
        return Json.object(
                "id",
                record.id() + "." + attribute.name,
                "label",
                out.label(),
                "column",
                attribute.column(),
                "type",
                String.valueOf(type),
                "nullable",
                attribute.nullable(),
                "measure",
                out.measure().name(),
                "bucket",
                out.bucket());
    }

    private void refuse(Attribute attribute, String fault) {
        refuse.accept(attribute.element, entity.getSimpleName() + "." + attribute.name + " " + fault + ".");
    }
}
