package org.gallra.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Describes the records of the API as JSON schemas. */
@NullUnmarked
final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode named;

    Schemas(ObjectNode named) {
        this.named = named;
    }

    ObjectNode of(Type type) {
        return of(type, Map.of());
    }

    private ObjectNode of(Type type, Map<TypeVariable<?>, Type> bound) {
        ObjectNode schema = NODES.objectNode();
        if (type instanceof TypeVariable<?> variable) {
            return bound.containsKey(variable) ? of(bound.get(variable), Map.of()) : schema;
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], bound);
        }
        Class<?> raw = raw(type);
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array").set("items", of(argument(type, 0), bound));
        } else if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object").set("additionalProperties", of(argument(type, 1), bound));
        } else if (raw == String.class) {
            schema.put("type", "string");
        } else if (raw == boolean.class || raw == Boolean.class) {
            schema.put("type", "boolean");
        } else if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
            schema.put("type", "integer").put("format", raw == long.class || raw == Long.class ? "int64" : "int32");
        } else if (raw == BigDecimal.class || raw == double.class || raw == Double.class) {
            schema.put("type", "number");
        } else if (raw == UUID.class || raw == ContactId.class || raw == CompanyId.class) {
            schema.put("type", "string").put("format", "uuid");
        } else if (raw == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (raw == LocalDate.class) {
            schema.put("type", "string").put("format", "date");
        } else if (raw == LocalTime.class) {
            schema.put("type", "string").put("format", "time");
        } else if (raw.isEnum()) {
            schema.put("type", "string");
            var values = schema.putArray("enum");
            for (Object value : raw.getEnumConstants()) {
                values.add(((Enum<?>) value).name());
            }
        } else if (raw.isRecord()) {
            schema.put("$ref", "#/components/schemas/" + record(type, raw, bound));
        } else if (raw != Object.class) {
            schema.put("type", "object");
        }
        return schema;
    }

    private String record(Type type, Class<?> raw, Map<TypeVariable<?>, Type> bound) {
        StringBuilder name = new StringBuilder(
                raw.getEnclosingClass() == null
                        ? raw.getSimpleName()
                        : raw.getEnclosingClass().getSimpleName() + "." + raw.getSimpleName());
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            Type argument = argument(type, i);
            Type resolved = argument instanceof TypeVariable<?> variable
                    ? bound.getOrDefault(variable, Object.class)
                    : argument;
            inner.put(variables[i], resolved);
            name.append("-").append(raw(resolved).getSimpleName());
        }
        if (!named.has(name.toString())) {
            ObjectNode schema = named.putObject(name.toString());
            schema.put("type", "object");
            ObjectNode members = schema.putObject("properties");
            var required = schema.putArray("required");
            for (RecordComponent component : raw.getRecordComponents()) {
                ObjectNode member = of(component.getGenericType(), inner);
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                if (nullable) {
                    ObjectNode either = NODES.objectNode();
                    either.putArray("anyOf").add(member).add(NODES.objectNode().put("type", "null"));
                    members.set(component.getName(), either);
                } else {
                    members.set(component.getName(), member);
                    required.add(component.getName());
                }
            }
            if (required.isEmpty()) {
                schema.remove("required");
            }
        }
        return name.toString();
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length > index
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return Object.class;
    }
}
