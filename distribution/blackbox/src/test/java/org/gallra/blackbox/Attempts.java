package org.gallra.blackbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What can be sent to each endpoint and should not: made of the OpenAPI document, so that whatever a bundle adds is tried too. One part of a
 * request is wrong at a time: a segment of the address, a parameter, a property of the body, or the body.
 */
final class Attempts {

    /** Values as JSON, for what is written into a body. */
    private static final List<String> VALUES = List.of(
            "null",
            "\"a\\u0000b\"",
            "\"\\ud83d\"",
            "\"+999999999-12-31\"",
            "\"+1000000000-01-01T00:00:00Z\"",
            "\"" + "å".repeat(5000) + "\"",
            "1e400",
            "[null]",
            "{\"a\":null}");

    /** Texts, for what is written into an address. */
    private static final List<String> TEXTS = List.of(
            "a\u0000b", "\\", "9".repeat(400), "+999999999-12-31", "+1000000000-01-01T00:00:00Z", "İ💩' OR 1=1 --");

    /** What would end the test's own login, change what other tests rely on, clear what they fill, or count as a guessed password. */
    private static final Set<String> SPARED = Set.of(
            "POST /session",
            "POST /exports/file",
            "PUT /users/{name}/second-factor",
            "POST /users/{name}/second-factor",
            "POST /users/{name}/second-factor/codes",
            "POST /users/{name}/second-factor/removal",
            "DELETE /session",
            "PUT /users/{name}",
            "PUT /users/{name}/password",
            "DELETE /users/{name}/logins",
            "DELETE /suppression/entries",
            "DELETE /personal-data/{bundle}/data",
            "POST /free-fields",
            "POST /residue/runs");

    /**
     * A request that is wrong somewhere.
     *
     * @param method its method
     * @param path below {@code /api/v1}
     * @param body JSON; empty for none
     */
    record Attempt(String method, String path, String body) {

        HttpRequest.Builder of(Api api) {
            return api.request(path)
                    .header("Content-Type", "application/json")
                    .header("If-Match", "\"999999\"")
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        }
    }

    /**
     * A part of a request that can be wrong.
     *
     * @param operation method and path as in the document
     * @param part what it is: a parameter's name, a property's path, or empty for the whole body
     * @param body whether it stands in the body, so that a value is JSON
     * @param depth 0 but for what stands within a property
     * @param with makes the request with a value there
     */
    record Place(String operation, String part, boolean body, int depth, Function<String, Attempt> with) {

        /** Makes the request with a text there. */
        Attempt withText(String text) {
            return with.apply(body ? JsonNodeFactory.instance.textNode(text).toString() : text);
        }

        /** Says whether it would end the test's own login, or change what other tests rely on. */
        boolean spared() {
            return SPARED.contains(operation);
        }

        @Override
        public String toString() {
            return operation + " " + part;
        }
    }

    private final JsonNode document;
    private final Map<String, String> ids;
    private final List<Place> places = new ArrayList<>();

    private Attempts(JsonNode document, Map<String, String> ids) {
        this.document = document;
        this.ids = ids;
    }

    /**
     * Makes all attempts.
     *
     * @param document the OpenAPI document
     * @param ids records that exist, by the first segment of the address; anything else gets an id of nothing
     */
    static List<Attempt> of(JsonNode document, Map<String, String> ids) {
        return places(document, ids).stream()
                .filter(place -> !place.spared() && place.depth() == 0)
                .flatMap(place -> (place.body() ? VALUES : TEXTS).stream().map(place.with()))
                .toList();
    }

    /** Makes one attempt for each place of each request, with the next of these texts in it. */
    static List<Attempt> with(Iterator<String> texts, JsonNode document, Map<String, String> ids) {
        return places(document, ids).stream()
                .filter(place -> !place.spared())
                .map(place -> place.withText(texts.next()))
                .toList();
    }

    /** Returns all places of all requests, those within properties and the spared ones too. */
    static List<Place> places(JsonNode document, Map<String, String> ids) {
        Attempts attempts = new Attempts(document, ids);
        document.get("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> attempts.add(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
        return attempts.places;
    }

    /** Makes one attempt for each operation with nothing wrong in it, by method and path as in the document. */
    static Map<String, Attempt> usual(JsonNode document, Map<String, String> ids) {
        Attempts attempts = new Attempts(document, ids);
        Map<String, Attempt> all = new java.util.TreeMap<>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    JsonNode schema = operation.getValue().at("/requestBody/content/application~1json/schema");
                    all.put(
                            method + " " + path.getKey(),
                            new Attempt(
                                    method,
                                    attempts.address(
                                            path.getKey(), name -> name.equals("name") ? ids.get("name") : null),
                                    schema.isMissingNode()
                                            ? ""
                                            : attempts.sample(schema, 0).toString()));
                }));
        return all;
    }

    private void add(String method, String path, JsonNode operation) {
        String name = method + " " + path;
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        JsonNode body = schema.isMissingNode() ? null : sample(schema, 0);
        String text = body == null ? "" : body.toString();
        for (JsonNode parameter : operation.path("parameters")) {
            String part = parameter.get("name").asText();
            String in = parameter.get("in").asText();
            if (in.equals("path") && !method.equals("DELETE")) {
                places.add(new Place(
                        name,
                        part,
                        false,
                        0,
                        value -> new Attempt(method, address(path, p -> p.equals(part) ? value : null), text)));
            } else if (in.equals("query")) {
                places.add(new Place(
                        name,
                        part,
                        false,
                        0,
                        value ->
                                new Attempt(method, address(path, p -> null) + "?" + part + "=" + coded(value), text)));
            }
        }
        if (body != null) {
            String address = address(path, p -> null);
            places.add(new Place(name, "", true, 0, value -> new Attempt(method, address, value)));
            addWithin(
                    body,
                    JsonPointer.empty(),
                    (at, depth) -> places.add(new Place(
                            name,
                            at.toString(),
                            true,
                            depth,
                            value -> new Attempt(method, address, put(body, at, value)))));
        }
    }

    /** Names each property, and what stands within it. */
    private static void addWithin(JsonNode node, JsonPointer at, ObjIntConsumer<JsonPointer> add) {
        int depth = (int) at.toString().chars().filter(c -> c == '/').count();
        Iterator<JsonPointer> inside = node.isArray()
                ? IntStream.range(0, node.size()).mapToObj(at::appendIndex).iterator()
                : StreamSupport.stream(Spliterators.spliteratorUnknownSize(node.fieldNames(), 0), false)
                        .map(at::appendProperty)
                        .iterator();
        inside.forEachRemaining(one -> {
            add.accept(one, depth);
            addWithin(node.at(one.last()), one, add);
        });
    }

    /** Writes a value, which may be no JSON that a reader would take, into a place of a body. */
    private static String put(JsonNode body, JsonPointer at, String value) {
        String mark = "\u0001" + at;
        JsonNode wrong = body.deepCopy();
        JsonNode parent = wrong.at(at.head());
        if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), JsonNodeFactory.instance.textNode(mark));
        } else {
            ((ObjectNode) parent).put(at.last().getMatchingProperty(), mark);
        }
        return wrong.toString().replace(JsonNodeFactory.instance.textNode(mark).toString(), value);
    }

    private String address(String path, Function<String, String> given) {
        String first = path.split("/")[1];
        StringBuilder address = new StringBuilder();
        for (String segment : path.substring(1).split("/")) {
            if (!address.isEmpty()) {
                address.append('/');
            }
            if (segment.startsWith("{")) {
                String name = segment.substring(1, segment.length() - 1);
                String value = given.apply(name);
                String usual = name.equals("name")
                        ? "self"
                        : name.equals("id") ? ids.getOrDefault(first, nothing()) : nothing();
                address.append(coded(value == null ? usual : value));
            } else {
                address.append(segment);
            }
        }
        return address.toString();
    }

    private static String nothing() {
        return UUID.nameUUIDFromBytes(new byte[] {1}).toString();
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns something that the schema may allow. */
    private JsonNode sample(JsonNode schema, int depth) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (depth > 4) {
            return make.nullNode();
        }
        if (schema.has("$ref")) {
            return sample(document.at(schema.get("$ref").asText().substring(1)), depth);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            for (JsonNode one : schema.path(choice)) {
                if (!one.path("type").asText().equals("null")) {
                    return sample(one, depth + 1);
                }
            }
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(0).asText() : types.asText();
        switch (type) {
            case "object" -> {
                ObjectNode object = make.objectNode();
                schema.path("properties")
                        .fields()
                        .forEachRemaining(p -> object.set(p.getKey(), sample(p.getValue(), depth + 1)));
                return object;
            }
            case "array" -> {
                ArrayNode array = make.arrayNode();
                return array.add(sample(schema.path("items"), depth + 1));
            }
            case "integer", "number" -> {
                return make.numberNode(1);
            }
            case "boolean" -> {
                return make.booleanNode(false);
            }
            default -> {
                return make.textNode(
                        switch (schema.path("format").asText()) {
                            case "uuid" -> ids.getOrDefault("contacts", nothing());
                            case "date" -> "2026-11-01";
                            case "date-time" -> "2026-11-01T10:00:00Z";
                            default -> "x";
                        });
            }
        }
    }
}
