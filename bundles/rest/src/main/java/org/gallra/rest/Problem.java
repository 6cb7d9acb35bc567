package org.gallra.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.persistence.Outage;
import org.gallra.api.persistence.StorageException;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error as it is answered (RFC 9457). Unexpected ones carry an incident id that the log names too; neither tells values.
 *
 * @param type what kind of problem it is where the status does not say enough, otherwise {@code about:blank}
 * @param status the HTTP status
 * @param title what happened
 * @param detail what to do
 * @param violations the fields that are wrong
 * @param differences what changed since a plan was made
 * @param incident the id of an unexpected error, or an empty text
 */
record Problem(
        String type,
        int status,
        Text title,
        Text detail,
        List<GallraException.Violation> violations,
        List<Text> differences,
        String incident) {

    private static final Set<String> NO_CHARACTER = Set.of("22021");
    /** Two transactions waited for each other, or one in vain for a lock. */
    private static final Set<String> LOST = Set.of("40001", "40P01", "40XL1", "40XL2", "55P03");

    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final String PLAIN = "about:blank";
    private static final Text FAILED = new Text(
            "Något gick fel hos oss. Inget har sparats. Försök igen, och ange ärendenumret om det upprepas.",
            "Something went wrong on our side. Nothing was saved. Try again, and quote the incident if it happens again.");

    private static final Text OVERTAKEN = new Text(
            "Någon annan ändrade samma sak i samma ögonblick. Inget har sparats. Försök igen.",
            "Somebody else changed the same thing at the same moment. Nothing was saved. Try again.");

    static Problem of(int status, Text detail) {
        return new Problem(PLAIN, status, title(status), detail, List.of(), List.of(), "");
    }

    static Problem of(Throwable thrown) {
        if (thrown instanceof ParamException.QueryParamException parameter) {
            return parameter(parameter);
        }
        Throwable cause = unwrap(thrown);
        if (cause instanceof StalePlanException stale) {
            return new Problem(PLAIN, 409, title(409), stale.text(), List.of(), stale.differences(), "");
        }
        if (cause instanceof GallraException known) {
            int status = status(known.code());
            return new Problem(
                    type(known.code()), status, title(status), known.text(), known.violations(), List.of(), "");
        }
        if (cause instanceof JsonProcessingException json) {
            return json(json);
        }
        if (cause instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            int status = web.getResponse().getStatus();
            return of(status, detail(status));
        }
        if (failed(thrown, LOST)) {
            LOG.info("A request lost against another one and is to be tried again");
            return of(503, OVERTAKEN);
        }
        if (failed(thrown, NO_CHARACTER)) { // PostgreSQL refuses the code 0, in a question too
            return of(GallraException.invalid(
                    "value",
                    new Text(
                            "Ett värde innehåller ett tecken som databasen inte kan ha. Ta bort styrtecken.",
                            "A value has a character that the database cannot hold. Remove control characters.")));
        }
        return Outage.of(thrown).map(outage -> of(503, outage.text())).orElseGet(() -> unexpected(cause));
    }

    /** A parameter of the address has another type: that is no address that does not exist, as Jersey says. */
    private static Problem parameter(ParamException.QueryParamException refused) {
        String name = refused.getParameterName();
        Text detail = wanted(refused);
        return new Problem(
                PLAIN,
                400,
                title(400),
                new Text(name + ": " + detail.sv(), name + ": " + detail.en()),
                List.of(new GallraException.Violation(name, detail)),
                List.of(),
                "");
    }

    private static Text wanted(ParamException.QueryParamException refused) {
        for (Throwable t = refused; t != null; t = t.getCause()) {
            if (t instanceof NumberFormatException) {
                return new Text("Ange ett heltal, till exempel 50.", "Give a whole number, such as 50.");
            }
            if (t instanceof Truths.Neither) {
                return new Text("Ange true eller false.", "Give true or false.");
            }
        }
        return new Text(
                "Värdet har fel form. Formen står i /api/v1/openapi.json.",
                "The value has the wrong form. /api/v1/openapi.json tells which it needs.");
    }

    /** Tells whether the database refused with one of these SQL states. */
    private static boolean failed(Throwable thrown, Set<String> states) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            String state = t instanceof SQLException sql
                    ? sql.getSQLState()
                    : t instanceof StorageException storage ? storage.sqlState() : null;
            if (state != null && states.contains(state)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the answer to a request that no resource has seen. */
    static Problem ofServer(int status) {
        return of(status, status >= 500 ? FAILED : detail(status));
    }

    private static Throwable unwrap(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof GallraException || t instanceof JsonProcessingException) {
                return t;
            }
        }
        return thrown;
    }

    private static Problem unexpected(Throwable thrown) {
        String incident = UUID.randomUUID().toString();
        // class and place only: messages of drivers and parsers hold values
        StackTraceElement[] trace = thrown.getStackTrace();
        String where =
                java.util.Arrays.stream(trace).limit(12).map(String::valueOf).collect(Collectors.joining(" < "));
        StringBuilder classes = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            classes.append(classes.isEmpty() ? "" : " caused by ")
                    .append(t.getClass().getName());
            if (t instanceof StorageException storage) {
                classes.append(" (SQL state ").append(storage.sqlState()).append(')');
            }
        }
        LOG.error("Incident {}: {} at {}", incident, classes, where);
        return new Problem(PLAIN, 500, title(500), FAILED, List.of(), List.of(), incident);
    }

    private static Problem json(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return of(413, detail(413));
        }
        String place = e.getLocation() == null
                ? ""
                : " (" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr() + ")";
        String field = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        Text detail;
        if (e instanceof UnrecognizedPropertyException unknown && unknown.getKnownPropertyIds() != null) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            field = clean(field);
            detail = new Text(
                    "Okänt fält. Kända fält är: " + known + ".", "Unknown field. Known fields are: " + known + ".");
        } else if (field.isEmpty()) {
            detail = new Text("Det är inte giltig JSON" + place + ".", "That is not valid JSON" + place + ".");
        } else {
            field = clean(field);
            detail = wrong(e, place);
        }
        List<GallraException.Violation> violations =
                field.isEmpty() ? List.of() : List.of(new GallraException.Violation(field, detail));
        return new Problem(PLAIN, 400, title(400), detail, violations, List.of(), "");
    }

    /** Says of a value what it should be, as far as that can be said. */
    private static Text wrong(JsonProcessingException e, String place) {
        Class<?> type = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (type != null && type.isEnum()) {
            String all = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", "));
            return new Text("Ange ett av: " + all + place + ".", "Give one of: " + all + place + ".");
        }
        return new Text(
                "Värdet har fel typ eller form" + place + ".", "The value has the wrong type or form" + place + ".");
    }

    private static String clean(String field) {
        String shown = field.replaceAll("[^\\p{L}\\p{N}_.\\[\\]-]", "?");
        return shown.length() <= 100 ? shown : shown.substring(0, 100);
    }

    Response response(Locale language) {
        Response.ResponseBuilder response = Response.status(status)
                .type("application/problem+json;charset=utf-8")
                .header("Cache-Control", "no-store")
                .entity(json(language));
        if (status == 503) {
            response.header("Retry-After", 2);
        }
        return response.build();
    }

    Map<String, Object> json(Locale language) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("title", title.in(language));
        json.put("status", status);
        json.put("detail", detail.in(language));
        if (!violations.isEmpty()) {
            json.put(
                    "violations",
                    violations.stream()
                            .map(v ->
                                    Map.of("field", v.field(), "text", v.text().in(language)))
                            .toList());
        }
        if (!differences.isEmpty()) {
            json.put(
                    "differences", differences.stream().map(d -> d.in(language)).toList());
        }
        if (!incident.isEmpty()) {
            json.put("incident", incident);
        }
        return json;
    }

    private static String type(GallraException.Code code) {
        return code == GallraException.Code.ERASED_PERSON ? "erased-person" : PLAIN;
    }

    private static int status(GallraException.Code code) {
        return switch (code) {
            case INVALID -> 422;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case GONE -> 410;
            case CONFLICT, ERASED_PERSON -> 409;
            case STALE -> 412;
            case VERSION_REQUIRED -> 428;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    private static Text title(int status) {
        return switch (status) {
            case 400 -> new Text("Anropet går inte att läsa", "The request cannot be read");
            case 401 -> new Text("Inloggning behövs", "Login needed");
            case 403 -> new Text("Behörighet saknas", "Not allowed");
            case 404 -> new Text("Finns inte", "Not found");
            case 405 -> new Text("Metoden går inte här", "Method not allowed");
            case 406 -> new Text("Formatet kan inte levereras", "Not acceptable");
            case 409 -> new Text("Går inte i detta läge", "Conflict");
            case 410 -> new Text("Finns inte längre", "Gone");
            case 412 -> new Text("Ändrad av någon annan", "Changed by someone else");
            case 413 -> new Text("För stort", "Too large");
            case 415 -> new Text("Formatet stöds inte", "Unsupported media type");
            case 422 -> new Text("Uppgifterna är inte giltiga", "The input is not valid");
            case 428 -> new Text("Version saknas", "Version required");
            case 429 -> new Text("För många försök", "Too many attempts");
            case 503 -> new Text("Inte tillgängligt just nu", "Not available right now");
            case 414, 431 -> new Text("För lång adress eller för långt huvud", "Address or head too long");
            default ->
                status >= 500
                        ? new Text("Oväntat fel", "Unexpected error")
                        : new Text("Anropet avvisades", "The request was refused");
        };
    }

    private static Text detail(int status) {
        return switch (status) {
            case 404 ->
                new Text("Adressen finns inte. Kontrollera den.", "There is nothing at this address. Check it.");
            case 405 -> new Text("Adressen tar inte emot den metoden.", "This address does not take that method.");
            case 406 -> new Text("Be om application/json.", "Ask for application/json.");
            case 413 ->
                new Text("Texten är för stor: högst 1 MB JSON.", "The body is too large: at most 1 MB of JSON.");
            case 414, 431 ->
                new Text(
                        "Adressen eller anropets huvud är för långt: högst 16 kB.",
                        "The address or the head of the request is too long: at most 16 kB.");
            case 415 -> new Text("Skicka uppgifterna som application/json.", "Send the body as application/json.");
            default ->
                new Text(
                        "Kontrollera adress, parametrar, innehåll och huvuden som Accept och Content-Type.",
                        "Check the address, the parameters, the body, and headers such as Accept and Content-Type.");
        };
    }
}
