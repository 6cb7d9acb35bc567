package org.gallra.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.CompanyJoin;
import org.gallra.api.personaldata.ContactJoin;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/** Reads one entity, and says of each fault what to write instead. */
final class EntityReader {

    private static final Set<ColumnType> TIMES = Set.of(ColumnType.DATE, ColumnType.INSTANT);
    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL);

    private final TypeElement entity;
    private final BiConsumer<Element, String> refuse;
    private final Checks checks;
    private final List<Attribute> attributes;

    EntityReader(TypeElement entity, BiConsumer<Element, String> refuse) {
        this.entity = entity;
        this.refuse = refuse;
        this.checks = new Checks(refuse);
        this.attributes = Attributes.of(entity);
    }

    /** An entity that is no record may hold nothing but what is said to be not personal. */
    Map<String, @Nullable Object> readWithoutRecord() {
        List<Object> keys = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        for (Attribute attribute : attributes) {
            NotPersonal not = attribute.notPersonal();
            if (attribute.id() || attribute.version()) {
                keys.add(attribute.column());
            } else if (not != null && !(attribute.collection() && !attribute.elementCollection())) {
                others.add(Json.object("column", attribute.column(), "reason", not.value()));
            }
            if (attribute.personal() != null) {
                refuse(
                        attribute,
                        "is @PersonalField, but the class is no record. Annotate " + entity.getSimpleName()
                                + " with @PersonalRecord(id = \"<owner>.<record>\", label = \"%key\", contact = \"<attribute>\")");
            } else if (!attribute.id()
                    && !attribute.version()
                    && !(attribute.collection() && !attribute.elementCollection())) {
                checkClassified(
                        attribute, "Annotate the class with @PersonalRecord and the attribute with @PersonalField,");
            }
        }
        return Json.object("table", table(), "keys", keys, "others", others);
    }

    Map<String, @Nullable Object> read(PersonalRecord record) {
        checkRecord(record);
        Attribute id = key();
        Set<Attribute> links = new LinkedHashSet<>();
        List<Object> linkList = links(record, links);
        Optional<Attribute> marker = named(record.anonymizedAt(), "anonymizedAt");
        List<Object> fields = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        List<Object> moments = new ArrayList<>();
        @Nullable String version = null;
        for (Attribute attribute : attributes) {
            if (attribute.moment()) {
                if (!TIMES.contains(attribute.columnType())) {
                    refuse(attribute, "is a @ContactMoment but no time. Put it on a LocalDate or an Instant");
                }
                moments.add(attribute.column());
            }
            if (attribute.version()) {
                version = attribute.column();
            } else if (attribute.personal() != null) {
                fields.add(field(record, attribute, attribute.personal(), links.contains(attribute)));
            } else if (!attribute.id()
                    && !links.contains(attribute)
                    && !marker.filter(attribute::equals).isPresent()
                    && !(attribute.collection() && !attribute.elementCollection())) {
                checkClassified(
                        attribute,
                        "Write @PersonalField(label = \"%...\", anonymize = Strategy.CLEAR) if it says something"
                                + " about a person,");
                NotPersonal not = attribute.notPersonal();
                if (not != null) {
                    others.add(Json.object("column", attribute.column(), "reason", not.value()));
                }
            }
        }
        checkKeptRows(record, links);
        Figures figures = new Figures(entity, record, attributes, links, refuse);
        return Json.object(
                "id",
                record.id(),
                "label",
                record.label(),
                "subject",
                record.subject().name(),
                "table",
                table(),
                "key",
                id == null ? null : id.column(),
                "keyType",
                id == null ? null : String.valueOf(id.columnType()),
                "version",
                version,
                "anonymizedAt",
                marker.map(Attribute::column).orElse(null),
                "links",
                linkList,
                "fields",
                fields,
                "others",
                others,
                "moments",
                moments,
                "statistics",
                figures.statistics(),
                "quasi",
                figures.quasi());
    }

    private void checkRecord(PersonalRecord record) {
        checks.id(entity, record.id());
        checks.label(entity, entity.getSimpleName().toString(), record.label());
        boolean linked =
                record.contact().length + record.company().length + record.contacts().length + record.companies().length
                                > 0
                        || !record.parent().record().isEmpty();
        if (!linked && record.subject() == DataSubject.CONTACT) {
            refuse.accept(
                    entity,
                    entity.getSimpleName() + " has no way to its person. Give @PersonalRecord a contact, company,"
                            + " contacts, companies or parent, or subject = DataSubject.USER");
        }
    }

    private @Nullable Attribute key() {
        List<Attribute> ids =
                attributes.stream().filter(a -> a.id() || a.embeddedId()).toList();
        if (ids.size() != 1 || ids.get(0).embeddedId()) {
            refuse.accept(entity, entity.getSimpleName() + " needs exactly one @Id attribute that is a single column");
            return null;
        }
        return ids.get(0);
    }

    private List<Object> links(PersonalRecord record, Set<Attribute> used) {
        List<Object> links = new ArrayList<>();
        for (String name : record.contact()) {
            named(name, "contact").ifPresent(a -> {
                used.add(a);
                links.add(link("CONTACT", a.column(), null, null, null));
            });
        }
        for (String name : record.company()) {
            named(name, "company").ifPresent(a -> {
                used.add(a);
                links.add(link("COMPANY", a.column(), null, null, null));
            });
        }
        for (ContactJoin join : record.contacts()) {
            links.add(link("CONTACT_JOIN", lower(join.contact()), lower(join.table()), lower(join.row()), null));
        }
        for (CompanyJoin join : record.companies()) {
            links.add(link("COMPANY_JOIN", lower(join.company()), lower(join.table()), lower(join.row()), null));
        }
        if (!record.parent().record().isEmpty()) {
            named(record.parent().attribute(), "parent").ifPresent(a -> {
                used.add(a);
                links.add(link("PARENT", a.column(), null, null, record.parent().record()));
            });
        }
        return links;
    }

    private Optional<Attribute> named(String name, String element) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Attribute> found =
                attributes.stream().filter(a -> a.name.equals(name)).findFirst();
        if (found.isEmpty()) {
            refuse.accept(
                    entity,
                    "@PersonalRecord(" + element + " = \"" + name + "\") of " + entity.getSimpleName()
                            + " names no persistent attribute; there are "
                            + attributes.stream().map(a -> a.name).toList());
        }
        return found;
    }

    private Map<String, @Nullable Object> field(
            PersonalRecord record, Attribute attribute, PersonalField field, boolean link) {
        if (attribute.notPersonal() != null) {
            refuse(attribute, "is both @PersonalField and @NotPersonal. Keep one");
        }
        ColumnType type = attribute.columnType();
        if (type == null || attribute.embedded()) {
            refuse(
                    attribute,
                    "has a type that the core cannot read (" + attribute.type + "). Use a basic type, or map it with an"
                            + " @Convert to text");
        }
        checks.label(attribute.element, entity.getSimpleName() + "." + attribute.name, field.label());
        checkStrategy(attribute, field, type, link);
        checkRecognition(record, attribute, field, type);
        return Json.object(
                "id", record.id() + "." + attribute.name,
                "label", field.label(),
                "column", attribute.column(),
                "type", String.valueOf(type),
                "nullable", attribute.nullable(),
                "category", field.category().name(),
                "kind", field.kind().name(),
                "strategy", field.anonymize().name(),
                "mandatory", field.mandatory(),
                "replacement", Checks.present(field.replacement()),
                "bucket", field.bucket(),
                "extract", field.extract().name(),
                "provided", field.provided(),
                "ground", Checks.present(field.ground()),
                "purpose", Checks.first(field.purpose(), record.purpose()),
                "legalBasis", Checks.first(field.legalBasis(), record.legalBasis()),
                "source", Checks.first(field.source(), record.source()),
                "retention", Checks.first(field.retention(), record.retention()),
                "recipients", Checks.first(field.recipients(), record.recipients()),
                "keepsRow", field.keepsRow(),
                "recognition", field.recognition().name());
    }

    private void checkStrategy(Attribute attribute, PersonalField field, @Nullable ColumnType type, boolean link) {
        Strategy strategy = field.anonymize();
        if (strategy == Strategy.KEEP && field.ground().isEmpty()) {
            refuse(
                    attribute,
                    "is kept without a ground. Write ground = \"%key\" that says why it stays, or choose another strategy");
        }
        if (strategy == Strategy.KEEP && field.mandatory()) {
            refuse(attribute, "is mandatory and kept at the same time. Choose a strategy that removes the value");
        }
        if (strategy == Strategy.LABEL
                && (type != ColumnType.TEXT || field.replacement().isEmpty())) {
            refuse(attribute, "has strategy LABEL, which needs a text attribute and replacement = \"...\"");
        }
        if (strategy == Strategy.TOKEN && type != ColumnType.TEXT && type != ColumnType.UUID) {
            refuse(attribute, "has strategy TOKEN, which needs a text or a UUID");
        }
        if (strategy == Strategy.BUCKET && (!NUMBERS.contains(type) || field.bucket() < 1)) {
            refuse(attribute, "has strategy BUCKET, which needs a number and a bucket of 1 or more");
        }
        if ((strategy == Strategy.MONTH || strategy == Strategy.YEAR) && !TIMES.contains(type)) {
            refuse(attribute, "has strategy " + strategy + ", which needs a LocalDate or an Instant");
        }
        if (strategy == Strategy.UNLINK && !link) {
            refuse(
                    attribute,
                    "has strategy UNLINK but is no link. Name it in @PersonalRecord(contact = ...) or company");
        }
        if (field.extract() == ExtractPolicy.WITHHOLD && field.ground().isEmpty()) {
            refuse(attribute, "is withheld without a ground. Write ground = \"%key\" that says why");
        }
        if (field.kind() == FieldKind.SECRET && field.extract() != ExtractPolicy.WITHHOLD) {
            refuse(
                    attribute,
                    "is a SECRET and would be shown in extracts. Write extract = ExtractPolicy.WITHHOLD with a ground");
        }
    }

    /** What several people have in common recognizes none of them. */
    private void checkRecognition(
            PersonalRecord record, Attribute attribute, PersonalField field, @Nullable ColumnType type) {
        if (field.recognition() == Recognition.NONE) {
            return;
        }
        if (type != ColumnType.TEXT) {
            refuse(attribute, "has recognition = " + field.recognition() + ", which needs a text");
        }
        boolean own = record.contact().length == 1
                && record.contacts().length == 0
                && record.parent().record().isEmpty();
        if (!own) {
            refuse(
                    attribute,
                    "has recognition = " + field.recognition()
                            + ", which needs a record whose only way to people is one contact");
        }
    }

    /** A row that stays when its person goes has to let go of her. */
    private void checkKeptRows(PersonalRecord record, Set<Attribute> links) {
        List<Attribute> keepers = attributes.stream()
                .filter(a -> a.personal() != null && a.personal().keepsRow())
                .toList();
        for (Attribute keeper : keepers) {
            if (keeper.personal() == null || keeper.personal().anonymize() != Strategy.KEEP) {
                refuse(keeper, "keeps its row but not its value. Write anonymize = Strategy.KEEP with a ground");
            }
            boolean columns = record.contacts().length + record.companies().length == 0
                    && record.parent().record().isEmpty();
            if (!columns || links.stream().anyMatch(l -> l.id() || !l.nullable())) {
                refuse(
                        keeper,
                        "keeps its row, which cannot let go of its person: all links have to be columns that allow null");
            }
        }
        if (keepers.size() > 1) {
            refuse(keepers.get(1), "is the second attribute of its record that keeps a row. Keep one");
        }
    }

    private void checkClassified(Attribute attribute, String way) {
        NotPersonal not = attribute.notPersonal();
        if (not == null) {
            refuse(
                    attribute,
                    "is not classified. " + way + " or @NotPersonal(\"why it says nothing about a person\")"
                            + " if it does not");
        } else if (not.value().isBlank()) {
            refuse(
                    attribute,
                    "is @NotPersonal without a reason. Write @NotPersonal(\"why it says nothing about a person\")");
        }
    }

    private String table() {
        Object name = Annotations.value(Annotations.find(entity, "javax.persistence.Table"), "name");
        return lower(
                name == null || name.toString().isEmpty()
                        ? entity.getSimpleName().toString()
                        : name.toString().replace("\"", ""));
    }

    private void refuse(Attribute attribute, String fault) {
        refuse.accept(attribute.element, entity.getSimpleName() + "." + attribute.name + " " + fault + ".");
    }

    private static Map<String, @Nullable Object> link(
            String kind, String column, @Nullable String table, @Nullable String row, @Nullable String parent) {
        return Json.object("kind", kind, "column", column, "table", table, "row", row, "parent", parent);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
