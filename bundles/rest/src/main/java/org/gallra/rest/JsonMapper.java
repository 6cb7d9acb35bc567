package org.gallra.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;

/** The JSON of the REST API: ids as text, times as ISO 8601, nothing unknown accepted. */
final class JsonMapper {

    /** Bodies of JSON requests; files go to the import, which reads its own streams. */
    static final int MAX_BODY = 1024 * 1024;

    private JsonMapper() {}

    /** Makes a mapper with a type cache of its own: the shared one would hold classes of bundles that have left. */
    static ObjectMapper create() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_BODY)
                        .maxStringLength(MAX_BODY)
                        .maxNestingDepth(50)
                        .build())
                .build();
        JsonSetter.Value full = JsonSetter.Value.forContentNulls(Nulls.FAIL);
        return com.fasterxml.jackson.databind.json.JsonMapper.builder(factory)
                // a list has no holes; a map may say that a value goes
                .withConfigOverride(List.class, list -> list.setSetterInfo(full))
                .withConfigOverride(Set.class, set -> set.setSetterInfo(full))
                .withConfigOverride(Collection.class, all -> all.setSetterInfo(full))
                .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 500)))
                .addModule(new JavaTimeModule())
                .addModule(ids())
                .serializationInclusion(JsonInclude.Include.ALWAYS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // values of any type, such as those of free fields, lose no decimals
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        com.fasterxml.jackson.databind.type.LogicalType.Textual, config -> config.setCoercion(
                                        com.fasterxml.jackson.databind.cfg.CoercionInputShape.Integer,
                                        com.fasterxml.jackson.databind.cfg.CoercionAction.Fail)
                                .setCoercion(
                                        com.fasterxml.jackson.databind.cfg.CoercionInputShape.Float,
                                        com.fasterxml.jackson.databind.cfg.CoercionAction.Fail)
                                .setCoercion(
                                        com.fasterxml.jackson.databind.cfg.CoercionInputShape.Boolean,
                                        com.fasterxml.jackson.databind.cfg.CoercionAction.Fail))
                .build();
    }

    private static SimpleModule ids() {
        SimpleModule module = new SimpleModule("gallra");
        module.addSerializer(ContactId.class, new IdWriter<>(ContactId.class));
        module.addSerializer(CompanyId.class, new IdWriter<>(CompanyId.class));
        module.addDeserializer(ContactId.class, new IdReader<>(ContactId.class, ContactId::new));
        module.addDeserializer(CompanyId.class, new IdReader<>(CompanyId.class, CompanyId::new));
        module.addDeserializer(
                Instant.class,
                new Within<>(
                        Instant.class,
                        InstantDeserializer.INSTANT,
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59.999999999Z")));
        module.addDeserializer(
                LocalDate.class,
                new Within<>(
                        LocalDate.class,
                        LocalDateDeserializer.INSTANCE,
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(9999, 12, 31)));
        return module;
    }

    /** Reads days and times that people write and databases hold: Java knows those of a thousand million years. */
    private static final class Within<T extends Comparable<? super T>> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;
        private final transient JsonDeserializer<T> reader;
        private final transient T first;
        private final transient T last;

        Within(Class<T> type, JsonDeserializer<T> reader, T first, T last) {
            super(type);
            this.reader = reader;
            this.first = first;
            this.last = last;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            T value = reader.deserialize(json, context);
            if (value != null && (value.compareTo(first) < 0 || value.compareTo(last) > 0)) {
                throw context.weirdStringException("", handledType(), "a year from 1 to 9999");
            }
            return value;
        }
    }

    private static final class IdWriter<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;

        IdWriter(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class IdReader<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;
        private final transient Function<UUID, T> make;

        IdReader(Class<T> type, Function<UUID, T> make) {
            super(type);
            this.make = make;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return make.apply(context.readValue(json, UUID.class));
        }
    }
}
