package org.gallra.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.NullUnmarked;

/**
 * Describes the API as OpenAPI 3.1, from the resources that are served at this moment: what a bundle brings is in it, what has
 * left is not. Made anew for each request, so that no class of a bundle is held.
 */
@NullUnmarked
final class OpenApi {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*([\\w.-]+)\\s*(?::[^}]*)?}");
    private static final List<String> WITH_BODY = List.of("post", "put", "patch");

    private final ObjectMapper json;
    private final ObjectNode root;
    private final ObjectNode paths;
    private final Schemas schemas;

    private OpenApi(ObjectMapper json) {
        this.json = json;
        this.root = json.createObjectNode();
        root.put("openapi", "3.1.0");
        ObjectNode info = root.putObject("info");
        info.put("title", "Gallra");
        info.put("version", "1");
        info.put("description", "Log in with POST /session and send the token as Authorization: Bearer.");
        root.putArray("servers").addObject().put("url", "/api/v1");
        root.putArray("security").addObject().putArray("token");
        this.paths = root.putObject("paths");
        ObjectNode components = root.putObject("components");
        ObjectNode token = components.putObject("securitySchemes").putObject("token");
        token.put("type", "http").put("scheme", "bearer");
        this.schemas = new Schemas(components.putObject("schemas"));
        problem(components);
    }

    static ObjectNode describe(ObjectMapper json, List<Generation> generations) {
        OpenApi api = new OpenApi(json);
        Map<String, Map<String, ObjectNode>> all = new TreeMap<>();
        generations.stream()
                .sorted(Comparator.comparing(g -> String.valueOf(g.bundle.getSymbolicName())))
                .forEach(g -> g.types.forEach(t -> api.resource(g, t, all)));
        all.forEach((path, methods) -> {
            ObjectNode node = api.paths.putObject(path);
            methods.forEach(node::set);
        });
        return api.root;
    }

    private void resource(Generation generation, Class<?> type, Map<String, Map<String, ObjectNode>> all) {
        String base = type.getAnnotation(Path.class).value();
        for (Method method : type.getMethods()) {
            String verb = verb(method);
            if (verb != null) {
                Path path = method.getAnnotation(Path.class);
                String full = template(base, path == null ? "" : path.value());
                all.computeIfAbsent(full, p -> new TreeMap<>())
                        .put(verb, operation(generation, type, method, verb, full));
            }
        }
    }

    private ObjectNode operation(Generation generation, Class<?> type, Method method, String verb, String path) {
        ObjectNode node = json.createObjectNode();
        Operation described = method.getAnnotation(Operation.class);
        node.put("operationId", type.getSimpleName() + "." + method.getName());
        node.put("summary", described == null ? words(method.getName()) : described.value());
        node.putArray("tags").add(String.valueOf(generation.bundle.getSymbolicName()));
        ArrayNode parameters = json.createArrayNode();
        for (Parameter parameter : method.getParameters()) {
            if (!parameter(parameter, parameters) && WITH_BODY.contains(verb)) {
                body(node, type, method, parameter);
            }
        }
        Matcher variables = VARIABLE.matcher(path);
        while (variables.find()) {
            String name = variables.group(1);
            boolean known = false;
            for (var parameter : parameters) {
                known |= parameter.path("name").asText().equals(name);
            }
            if (!known) {
                add(parameters, name, "path", true).putObject("schema").put("type", "string");
            }
        }
        if (!parameters.isEmpty()) {
            node.set("parameters", parameters);
        }
        answers(node, type, method, described);
        return node;
    }

    private boolean parameter(Parameter parameter, ArrayNode parameters) {
        ObjectNode added;
        if (parameter.isAnnotationPresent(PathParam.class)) {
            added = add(parameters, parameter.getAnnotation(PathParam.class).value(), "path", true);
        } else if (parameter.isAnnotationPresent(QueryParam.class)) {
            added = add(parameters, parameter.getAnnotation(QueryParam.class).value(), "query", false);
        } else if (parameter.isAnnotationPresent(HeaderParam.class)) {
            String name = parameter.getAnnotation(HeaderParam.class).value();
            if (List.of("accept", "accept-language", "content-type", "authorization")
                    .contains(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
            added = add(parameters, name, "header", name.equalsIgnoreCase("If-Match"));
        } else {
            return Arrays.stream(parameter.getAnnotations()).anyMatch(OpenApi::injected);
        }
        ObjectNode schema = schemas.of(parameter.getParameterizedType());
        DefaultValue fallback = parameter.getAnnotation(DefaultValue.class);
        if (fallback != null && !fallback.value().isEmpty()) {
            schema.put("default", fallback.value());
        }
        added.set("schema", schema);
        return true;
    }

    private static boolean injected(Annotation annotation) {
        return annotation instanceof Context
                || annotation.annotationType().getPackageName().startsWith("jakarta.ws.rs");
    }

    private ObjectNode add(ArrayNode parameters, String name, String in, boolean required) {
        return parameters.addObject().put("name", name).put("in", in).put("required", required);
    }

    private void body(ObjectNode node, Class<?> type, Method method, Parameter parameter) {
        Consumes consumes = method.getAnnotation(Consumes.class);
        if (consumes == null) {
            consumes = type.getAnnotation(Consumes.class);
        }
        String[] media = consumes == null ? new String[] {"*/*"} : consumes.value();
        ObjectNode content = node.putObject("requestBody").put("required", true).putObject("content");
        for (String one : media) {
            ObjectNode schema = one.contains("json")
                    ? schemas.of(parameter.getParameterizedType())
                    : json.createObjectNode().put("type", "string");
            content.putObject(one).set("schema", schema);
        }
    }

    private void answers(ObjectNode node, Class<?> type, Method method, Operation described) {
        ObjectNode responses = node.putObject("responses");
        var body = described != null && described.answer() != void.class
                ? described.answer()
                : method.getReturnType() == Response.class ? null : method.getGenericReturnType();
        boolean nothing = body == void.class || body == Void.class;
        int status = described != null ? described.status() : nothing ? 204 : 200;
        ObjectNode success = responses.putObject(String.valueOf(status)).put("description", "Done");
        if (body != null && !nothing) {
            Produces produces = method.getAnnotation(Produces.class);
            if (produces == null) {
                produces = type.getAnnotation(Produces.class);
            }
            String media = produces == null ? "application/json" : produces.value()[0];
            success.putObject("content").putObject(media).set("schema", schemas.of(body));
        }
        ObjectNode fault = responses.putObject("default").put("description", "What is wrong and what to do");
        fault.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }

    private static void problem(ObjectNode components) {
        ObjectNode problem = ((ObjectNode) components.get("schemas")).putObject("Problem");
        problem.put("type", "object").put("description", "RFC 9457");
        ObjectNode members = problem.putObject("properties");
        for (String text : List.of("type", "title", "detail", "incident")) {
            members.putObject(text).put("type", "string");
        }
        members.putObject("status").put("type", "integer");
        members.putObject("differences").put("type", "array").putObject("items").put("type", "string");
        ObjectNode violation =
                members.putObject("violations").put("type", "array").putObject("items");
        violation.put("type", "object");
        ObjectNode parts = violation.putObject("properties");
        parts.putObject("field").put("type", "string");
        parts.putObject("text").put("type", "string");
    }

    private static String verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static String template(String base, String own) {
        String full = "/" + base + "/" + own;
        full = VARIABLE.matcher(full).replaceAll("{$1}").replaceAll("/+", "/");
        return full.length() > 1 && full.endsWith("/") ? full.substring(0, full.length() - 1) : full;
    }

    private static String words(String name) {
        String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
