package org.gallra.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Dumps of PostgreSQL, for the server and for the program that restores. Logs nothing: that program has no log. */
final class Dumps {

    static final String FILE = "gallra.dump";

    /** The header of a table's rows as {@code pg_restore} writes them; a dump's names are quoted if they have to be. */
    private static final Pattern COPY = Pattern.compile("COPY (?:\"?[^\".]+\"?\\.)?\"?([^\" (]+)\"? .*FROM stdin;");

    /** A table in the contents of a dump; its rows have a line of their own. */
    private static final Pattern TABLE = Pattern.compile("\\d+; \\d+ \\d+ TABLE (?!DATA |ATTACH )\\S+ (\\S+) .*");

    private Dumps() {}

    /**
     * Returns the contents of a dump without what only a superuser may make or remove: extensions that are there already, and what is said
     * of them.
     */
    static String list(PostgresTools tools, Path dump, Set<String> extensions) throws IOException {
        StringBuilder kept = new StringBuilder();
        tools.run(
                "pg_restore",
                null,
                out -> lines(out, line -> {
                    boolean there = extensions.stream()
                            .anyMatch(e ->
                                    line.contains(" EXTENSION - " + e + " ") || line.contains(" EXTENSION " + e + " "));
                    if (!there && !line.contains(" SCHEMA - public ") && !line.contains(" SCHEMA public ")) {
                        kept.append(line).append('\n');
                    }
                }),
                List.of("--list", dump.toString()));
        return kept.toString();
    }

    /** Returns the tables that stand in the contents of a dump. */
    static Set<String> tables(String contents) {
        return contents.lines()
                .map(TABLE::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Counts the rows in a dump without a database. */
    static Map<String, Long> rows(PostgresTools tools, Path dump) throws IOException {
        Map<String, Long> rows = new TreeMap<>();
        String[] table = {null};
        tools.run(
                "pg_restore",
                null,
                out -> lines(out, line -> {
                    String current = table[0];
                    if (current == null) {
                        Matcher header = COPY.matcher(line);
                        if (header.matches()) {
                            table[0] = header.group(1);
                            rows.put(header.group(1), 0L);
                        }
                    } else if (line.equals("\\.")) {
                        table[0] = null;
                    } else {
                        rows.merge(current, 1L, Long::sum);
                    }
                }),
                List.of("--data-only", "--file=-", dump.toString()));
        return rows;
    }

    private static void lines(InputStream out, java.util.function.Consumer<String> each) throws IOException {
        // one byte is one character: nothing is read but names of tables, which are ASCII
        BufferedReader reader = new BufferedReader(new InputStreamReader(out, StandardCharsets.ISO_8859_1));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            each.accept(line);
        }
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
