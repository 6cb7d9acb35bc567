package org.gallra.register;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.gallra.api.Text;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StatisticDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.personaldata.StoreKind;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/** Reads what a bundle declares: its file, its capability, its headers. No class of the bundle is loaded. */
final class DeclarationReader {

    static final String FILE = "META-INF/gallra/personal-data.json";

    private static final String NAMESPACE = "gallra.personal-data";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final List<Finding> problems = new ArrayList<>();
    private final BundleTexts texts;
    private final String bundle;

    private DeclarationReader(BundleContent content) {
        this.bundle = content.name();
        this.texts = new BundleTexts(content::entry, problems);
    }

    /** Returns what the bundle says, or null if it has nothing to do with Gallra. */
    static @Nullable Declared read(BundleContent bundle) {
        String header = bundle.header("Gallra-Changelog");
        String changelog = header == null ? null : header.split(";", 2)[0].strip();
        String imports = Objects.requireNonNullElse(bundle.header("Import-Package"), "");
        Text nothing = nothing(bundle);
        URL file = bundle.entry(FILE);
        if (file == null
                && nothing == null
                && changelog == null
                && bundle.header("Meta-Persistence") == null
                && !imports.contains("org.gallra.api")) {
            return null;
        }
        return new DeclarationReader(bundle).read(bundle, file, nothing, changelog);
    }

    private Declared read(
            BundleContent content, @Nullable URL file, @Nullable Text nothing, @Nullable String changelog) {
        List<RecordDeclaration> records = new ArrayList<>();
        List<Declared.Store> stores = new ArrayList<>();
        List<Declared.Plain> plain = new ArrayList<>();
        if (file == null && nothing == null) {
            problems.add(new Finding(
                    Finding.Rule.DECLARES,
                    "Tillägget säger varken vilka personuppgifter det har eller att det inte har några",
                    "The bundle says neither what personal data it holds nor that it holds none"));
        }
        if (file != null) {
            try (var in = file.openStream()) {
                JsonNode json = Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                json.path("records").forEach(r -> record(r, records));
                json.path("stores").forEach(r -> store(r, stores));
                json.path("tables").forEach(t -> plain(t, plain));
            } catch (IOException | IllegalArgumentException e) {
                problems.add(new Finding(
                        Finding.Rule.DECLARES,
                        FILE + " kan inte läsas: bygg om tillägget med Gallras annotationsprocessor",
                        FILE + " cannot be read: rebuild the bundle with Gallra's annotation processor"));
            }
        }
        Text name = texts.bundleName();
        return new Declared(
                bundle,
                content.version(),
                name == null ? Text.same(content.title()) : name,
                nothing,
                List.copyOf(records),
                List.copyOf(stores),
                List.copyOf(plain),
                changelog,
                null,
                List.of(),
                List.copyOf(problems));
    }

    private static @Nullable Text nothing(BundleContent bundle) {
        for (Map<String, Object> attributes : bundle.capabilities(NAMESPACE)) {
            if ("nothing".equals(attributes.get("holds"))) {
                Object reason = attributes.get("reason");
                Object sv = Objects.requireNonNullElse(attributes.get("reason.sv"), reason == null ? "" : reason);
                Object en = Objects.requireNonNullElse(attributes.get("reason.en"), reason == null ? "" : reason);
                if (!sv.toString().isBlank() && !en.toString().isBlank()) {
                    return new Text(sv.toString(), en.toString());
                }
            }
        }
        return null;
    }

    private void record(JsonNode json, List<RecordDeclaration> records) {
        String id = json.path("id").asText();
        try {
            List<LinkDeclaration> links = new ArrayList<>();
            json.path("links").forEach(l -> links.add(link(l)));
            List<FieldDeclaration> fields = new ArrayList<>();
            json.path("fields").forEach(f -> fields.add(field(f)));
            List<RecordDeclaration.OtherColumn> others = new ArrayList<>();
            json.path("others")
                    .forEach(o ->
                            others.add(new RecordDeclaration.OtherColumn(name(o, "column"), required(o, "reason"))));
            List<String> moments = new ArrayList<>();
            json.path("moments").forEach(m -> moments.add(checked(m.asText())));
            List<StatisticDeclaration> statistics = new ArrayList<>();
            json.path("statistics").forEach(s -> statistics.add(statistic(s)));
            List<QuasiIdentifier> quasi = new ArrayList<>();
            json.path("quasi").forEach(q -> quasi.add(quasi(q)));
            RecordDeclaration record = new RecordDeclaration(
                    required(json, "id"),
                    bundle,
                    texts.label(required(json, "label")),
                    value(DataSubject.class, json, "subject"),
                    name(json, "table"),
                    name(json, "key"),
                    value(ColumnType.class, json, "keyType"),
                    optionalName(json, "version"),
                    optionalName(json, "anonymizedAt"),
                    links,
                    fields,
                    others,
                    moments,
                    statistics,
                    quasi);
            if (!Gate.known(record).containsAll(read(record))) {
                throw new IllegalArgumentException("column");
            }
            records.add(record);
        } catch (IllegalArgumentException e) {
            problems.add(new Finding(
                    Finding.Rule.DECLARES,
                    "Posttypen " + shown(id) + " i " + FILE + " är ofullständig: bygg om tillägget",
                    "The record type " + shown(id) + " in " + FILE + " is incomplete: rebuild the bundle"));
        }
    }

    private StatisticDeclaration statistic(JsonNode json) {
        List<StatisticDeclaration.Group> by = new ArrayList<>();
        json.path("by")
                .forEach(g ->
                        by.add(new StatisticDeclaration.Group(name(g, "column"), value(Granularity.class, g, "each"))));
        return new StatisticDeclaration(
                required(json, "id"), texts.label(required(json, "label")), by, optionalName(json, "sum"));
    }

    private QuasiIdentifier quasi(JsonNode json) {
        return new QuasiIdentifier(
                required(json, "id"),
                texts.label(required(json, "label")),
                name(json, "column"),
                value(ColumnType.class, json, "type"),
                json.path("nullable").asBoolean(true),
                value(Strategy.class, json, "measure"),
                Math.max(1, json.path("bucket").asLong(1)));
    }

    /** Returns the columns that statistics and the check of what singles out read: no statement may name another. */
    private static Set<String> read(RecordDeclaration record) {
        Set<String> read = new HashSet<>();
        for (StatisticDeclaration statistic : record.statistics()) {
            statistic.by().forEach(g -> read.add(g.column()));
            if (statistic.sum() != null) {
                read.add(statistic.sum());
            }
        }
        record.quasi().forEach(q -> read.add(q.column()));
        return read;
    }

    private void store(JsonNode json, List<Declared.Store> stores) {
        String id = json.path("id").asText();
        try {
            List<FieldDeclaration> fields = new ArrayList<>();
            boolean mandatory = json.path("mandatory").asBoolean(true);
            json.path("fields").forEach(f -> fields.add(storeField(f, mandatory)));
            StoreDeclaration store = new StoreDeclaration(
                    required(json, "id"),
                    bundle,
                    texts.label(required(json, "label")),
                    value(StoreKind.class, json, "kind"),
                    mandatory,
                    fields);
            stores.add(new Declared.Store(store, required(json, "type")));
        } catch (IllegalArgumentException e) {
            problems.add(new Finding(
                    Finding.Rule.DECLARES,
                    "Lagringen " + shown(id) + " i " + FILE + " är ofullständig: bygg om tillägget",
                    "The store " + shown(id) + " in " + FILE + " is incomplete: rebuild the bundle"));
        }
    }

    /** A field of a store has no column, and the whole store is emptied. */
    private FieldDeclaration storeField(JsonNode json, boolean mandatory) {
        return new FieldDeclaration(
                required(json, "id"),
                texts.label(required(json, "label")),
                "",
                value(ColumnType.class, json, "type"),
                true,
                value(DataCategory.class, json, "category"),
                value(FieldKind.class, json, "kind"),
                Strategy.CLEAR,
                mandatory,
                null,
                1,
                ExtractPolicy.INCLUDE,
                json.path("provided").asBoolean(false),
                null,
                text(json, "purpose"),
                text(json, "legalBasis"),
                text(json, "source"),
                text(json, "retention"),
                text(json, "recipients"),
                false,
                Recognition.NONE);
    }

    private static LinkDeclaration link(JsonNode json) {
        return new LinkDeclaration(
                value(LinkDeclaration.Kind.class, json, "kind"),
                name(json, "column"),
                optionalName(json, "table"),
                optionalName(json, "row"),
                optional(json, "parent"));
    }

    private FieldDeclaration field(JsonNode json) {
        return new FieldDeclaration(
                required(json, "id"),
                texts.label(required(json, "label")),
                name(json, "column"),
                value(ColumnType.class, json, "type"),
                json.path("nullable").asBoolean(true),
                value(DataCategory.class, json, "category"),
                value(FieldKind.class, json, "kind"),
                value(Strategy.class, json, "strategy"),
                json.path("mandatory").asBoolean(false),
                optional(json, "replacement"),
                Math.max(1, json.path("bucket").asLong(10)),
                value(ExtractPolicy.class, json, "extract"),
                json.path("provided").asBoolean(false),
                text(json, "ground"),
                text(json, "purpose"),
                text(json, "legalBasis"),
                text(json, "source"),
                text(json, "retention"),
                text(json, "recipients"),
                json.path("keepsRow").asBoolean(false),
                recognition(json));
    }

    /** Earlier declarations know nothing of it. */
    private static Recognition recognition(JsonNode json) {
        return optional(json, "recognition") == null ? Recognition.NONE : value(Recognition.class, json, "recognition");
    }

    private void plain(JsonNode json, List<Declared.Plain> plain) {
        try {
            Set<String> columns = new HashSet<>();
            json.path("keys").forEach(k -> columns.add(checked(k.asText())));
            json.path("others").forEach(o -> {
                required(o, "reason");
                columns.add(name(o, "column"));
            });
            plain.add(new Declared.Plain(name(json, "table"), Set.copyOf(columns)));
        } catch (IllegalArgumentException e) {
            problems.add(new Finding(
                    Finding.Rule.DECLARES,
                    "En tabell utan personuppgifter i " + FILE + " är ofullständigt beskriven: bygg om tillägget",
                    "A table without personal data in " + FILE + " is described incompletely: rebuild the bundle"));
        }
    }

    private @Nullable Text text(JsonNode json, String member) {
        String label = optional(json, member);
        return label == null ? null : texts.of(label);
    }

    private static String required(JsonNode json, String member) {
        String value = optional(json, member);
        if (value == null) {
            throw new IllegalArgumentException(member);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode json, String member) {
        JsonNode value = json.path(member);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static String name(JsonNode json, String member) {
        return checked(required(json, member));
    }

    private static @Nullable String optionalName(JsonNode json, String member) {
        String name = optional(json, member);
        return name == null ? null : checked(name);
    }

    /** Names go into statements: nothing but plain names may. */
    private static String checked(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(folded).matches()) {
            throw new IllegalArgumentException("name");
        }
        return folded;
    }

    private static <E extends Enum<E>> E value(Class<E> type, JsonNode json, String member) {
        return Enum.valueOf(type, required(json, member));
    }

    private static String shown(String id) {
        return id.replaceAll("[^A-Za-z0-9._-]", "?");
    }
}
