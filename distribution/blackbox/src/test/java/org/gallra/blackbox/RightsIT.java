package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the OpenAPI document tried by everybody, against the table {@code rights.txt}; and what belongs to somebody, tried by
 * somebody else.
 */
class RightsIT extends OnServer {

    private static final List<String> SCOPES = List.of("READ", "WRITE", "EXTRACT", "IMPORT", "DELETE", "ANONYMIZE");

    RightsIT() {
        super(Kind.DERBY);
    }

    /**
     * Somebody who tries.
     *
     * @param name for messages
     * @param api the client
     * @param rights what the person or the token may do
     * @param person whether it is a person's login
     */
    private record Subject(String name, Api api, Set<String> rights, boolean person) {

        boolean may(Line line) {
            return switch (line.right()) {
                case "open" -> true;
                case "login" -> !rights.isEmpty();
                default -> rights.contains(line.right());
            } && (person || !line.words().contains("person"));
        }
    }

    /**
     * A line of the table.
     *
     * @param right {@code open}, {@code login}, or the right that is needed
     * @param words {@code person}: no tokens; {@code seen}: whoever may not is told so after the record or the body was looked at;
     *     {@code spared}: not tried by those who may
     */
    private record Line(String right, Set<String> words) {}

    private static Map<String, Line> table() throws IOException {
        Map<String, Line> table = new TreeMap<>();
        try (InputStream file = RightsIT.class.getResourceAsStream("/rights.txt")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.strip().split("\\s+");
                    Line known = new Line(parts[2], List.of(parts).stream()
                            .filter(word -> List.of("person", "seen", "spared").contains(word))
                            .collect(java.util.stream.Collectors.toSet()));
                    assertThat(table.put(parts[0] + " " + parts[1], known)).as(line).isNull();
                }
            }
        }
        return table;
    }

    private List<Subject> subjects() {
        List<Subject> all = new ArrayList<>();
        all.add(new Subject("nobody", Api.anonymous(server.url()), Set.of(), false));
        for (String name : List.of("rut", "anna", "dag", "admin")) {
            Api api = server.as(name);
            Set<String> rights = new TreeSet<>();
            api.get("session").is(200).json().get("permissions").forEach(right -> rights.add(right.asText()));
            all.add(new Subject(name, api, rights, true));
        }
        for (String scope : SCOPES) {
            all.add(new Subject("token " + scope, token(scope), Set.of(scope), false));
        }
        return all;
    }

    private Api token(String scope) {
        JsonNode made = admin.post(
                        "users/self/tokens",
                        Map.of(
                                "name",
                                "rights " + scope,
                                "scopes",
                                List.of(scope),
                                "expires",
                                LocalDate.now(java.time.ZoneOffset.UTC).plusDays(2).toString()))
                .is(201)
                .json();
        return Api.with(server.url(), made.get("secret").asText());
    }

    @Test
    void everybodyGetsAsFarAsTheTableSays() throws IOException {
        Map<String, Line> table = table();
        Map<String, Attempts.Attempt> operations = Attempts.usual(
                admin.get("openapi.json").is(200).json(), Map.of("name", "nobody-of-that-name"));
        assertThat(operations.keySet())
                .as("each operation has a line in src/test/resources/rights.txt")
                .isEqualTo(table.keySet());
        Map<String, String> wrong = new LinkedHashMap<>();
        for (Subject subject : subjects()) {
            operations.forEach((operation, attempt) -> {
                Line line = table.get(operation);
                boolean may = subject.may(line);
                if (may && line.words().contains("spared")) {
                    return;
                }
                int status = subject.api().send(attempt.of(subject.api())).status();
                boolean kept = subject.rights().isEmpty()
                        ? status == 401
                        : status == 403 || (line.words().contains("seen") && status >= 400 && status < 500);
                boolean let = status != 401 && status != 403 && status < 500;
                if (may ? !let : !kept) {
                    wrong.merge(operation, subject.name() + " " + status, (one, two) -> one + ", " + two);
                }
            });
        }
        assertThat(wrong).isEmpty();
    }
}
