package org.gallra.backup;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs PostgreSQL's own programs {@code pg_dump} and {@code pg_restore}. Who connects, and where, goes through the environment: arguments
 * can be read by every user of the machine.
 */
final class PostgresTools {

    static final String INSTALL = "Install PostgreSQL's client programs in the version of the server, for example"
            + " apt-get install postgresql-client, or name their folder in postgresql.bin of etc/org.gallra.backup.cfg";

    private static final Pattern URL = Pattern.compile("jdbc:postgresql:(?://([^/?]*)/)?([^?]*)(?:\\?(.*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*]|[^:]*)(?::(\\d+))?");
    private static final Pattern ERROR = Pattern.compile("pg_\\w+: (?:error|detail|hint): .*");
    private static final int LINES = 5;

    private final String bin;
    private final Map<String, String> connection;

    /**
     * Takes where the programs lie and whom they connect to.
     *
     * @param bin their folder; empty for the PATH
     */
    PostgresTools(String bin, Target target) {
        this.bin = bin;
        this.connection = environment(target);
    }

    /** Reads what the program is given from a stream; nothing is kept of it. */
    interface Output {
        void read(InputStream out) throws IOException;
    }

    /** Translates the JDBC address into the environment of libpq. */
    static Map<String, String> environment(Target target) {
        Matcher url = URL.matcher(target.place());
        if (!url.matches()) {
            throw new IllegalArgumentException("The address of the database is none of PostgreSQL");
        }
        Map<String, String> environment = new HashMap<>();
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        String servers = url.group(1);
        for (String server : (servers == null || servers.isEmpty() ? "localhost" : servers).split(",")) {
            Matcher host = HOST.matcher(server);
            if (host.matches()) {
                hosts.add(host.group(1).replace("[", "").replace("]", ""));
                ports.add(host.group(2) == null ? "5432" : host.group(2));
            }
        }
        Map<String, String> parameters = new HashMap<>();
        if (url.group(3) != null) {
            for (String parameter : url.group(3).split("&")) {
                String[] parts = parameter.split("=", 2);
                parameters.put(
                        parts[0],
                        parts.length == 1 ? "" : java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        environment.put("PGHOST", String.join(",", hosts));
        environment.put("PGPORT", String.join(",", ports));
        put(environment, "PGDATABASE", java.net.URLDecoder.decode(url.group(2), StandardCharsets.UTF_8));
        put(environment, "PGUSER", target.user().isEmpty() ? parameters.get("user") : target.user());
        put(environment, "PGPASSWORD", target.password().isEmpty() ? parameters.get("password") : target.password());
        put(environment, "PGSSLMODE", parameters.get("sslmode"));
        put(environment, "PGSSLROOTCERT", parameters.get("sslrootcert"));
        environment.put("PGAPPNAME", "gallra-backup");
        environment.put("PGCONNECT_TIMEOUT", "10");
        environment.put("PGOPTIONS", "-c statement_timeout=0");
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            environment.put(name, value);
        }
    }

    /**
     * Finds a program.
     *
     * @throws ToolException if it is not there, with what to install
     */
    Path find(String program) {
        List<Path> folders = new ArrayList<>();
        if (!bin.isEmpty()) {
            folders.add(Path.of(bin));
        } else {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                folders.add(Path.of(folder));
            }
        }
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new ToolException(program + " is not there. " + INSTALL, true));
    }

    /**
     * Runs a program to its end.
     *
     * @param database another database than the configured one, or null
     * @param output what reads what it prints; null if nobody does
     * @throws ToolException if it fails, with the first of its lines that say why: they name tables, and no values
     */
    void run(String program, @Nullable String database, @Nullable Output output, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(find(program).toString());
        command.addAll(arguments);
        Path errors = Files.createTempFile("gallra-pg-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().putAll(connection);
            if (database != null) {
                builder.environment().put("PGDATABASE", database);
            }
            int code = run(builder, output);
            if (code != 0) {
                throw new ToolException(program + " ended with code " + code + reasons(errors), false);
            }
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static int run(ProcessBuilder builder, @Nullable Output output) throws IOException {
        Process process = builder.start();
        boolean done = false;
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            if (output == null) {
                out.transferTo(java.io.OutputStream.nullOutputStream());
            } else {
                output.read(out);
            }
            int code = process.waitFor();
            done = true;
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("cut off", e);
        } finally {
            if (!done) {
                process.destroyForcibly();
            }
        }
    }

    /** Rows stand in lines of other kinds, and in what the server says of them after a colon. */
    private static String reasons(Path errors) throws IOException {
        String lines = Files.readString(errors, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> ERROR.matcher(line).matches())
                .filter(line -> !line.contains("COPY failed") && !line.contains("invalid input"))
                .limit(LINES)
                .collect(Collectors.joining("; "));
        return lines.isEmpty() ? "" : ": " + lines;
    }

    /** A program is missing or failed; the message says what to do. */
    static final class ToolException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean missing;

        ToolException(String message, boolean missing) {
            super(message);
            this.missing = missing;
        }

        /** Tells whether the program is not there, so that nothing can be said of what it was to do. */
        boolean missing() {
            return missing;
        }
    }
}
