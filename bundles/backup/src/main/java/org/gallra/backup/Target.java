package org.gallra.backup;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.persistence.Database.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The database of the configuration file {@code etc/org.ops4j.datasource-gallra.cfg}, which operators write by hand: the server and the
 * program that restores read it in the same way.
 *
 * @param kind which product
 * @param place where Derby's files lie, or the JDBC address of PostgreSQL
 * @param user the user of PostgreSQL, or empty
 * @param password the user's password, or empty
 * @param attributes how Derby is opened, such as {@code bootPassword=...}
 */
record Target(Kind kind, String place, String user, String password, String attributes) {

    static final String FILE = "org.ops4j.datasource-gallra.cfg";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /** Secrets stay out of logs. */
    @Override
    public String toString() {
        return "Target[" + kind + "]";
    }

    /**
     * Reads the file.
     *
     * @param etc the folder of the configuration
     * @param properties what {@code ${name}} stands for; null if there is no such name
     * @param environment what {@code ${env:NAME}} stands for
     * @throws IOException if it cannot be read or names no database
     */
    static Target read(Path etc, UnaryOperator<@Nullable String> properties, Map<String, String> environment)
            throws IOException {
        Path file = etc.resolve(FILE);
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        UnaryOperator<String> value = key -> resolve(lines.getProperty(key, "").strip(), properties, environment);
        String place = value.apply("databaseName");
        if (!place.isEmpty()) {
            return new Target(Kind.DERBY, place, "", "", value.apply("connectionAttributes"));
        }
        String url = value.apply("url");
        String password = value.apply("password");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IOException(file + " names neither databaseName nor a url that begins with jdbc:postgresql:");
        }
        if (password.startsWith("ENC(")) {
            throw new IOException(file + " has an encrypted password. Give it in GALLRA_DB_PASSWORD, or in ~/.pgpass");
        }
        return new Target(Kind.POSTGRESQL, url, value.apply("user"), password, "");
    }

    private static String resolve(
            String text, UnaryOperator<@Nullable String> properties, Map<String, String> environment) {
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (variable.find()) {
            String name = variable.group(1);
            int otherwise = name.indexOf(":-");
            String unset = otherwise < 0 ? "" : name.substring(otherwise + 2);
            String key = otherwise < 0 ? name : name.substring(0, otherwise);
            String value = key.startsWith("env:") ? environment.get(key.substring(4)) : properties.apply(key);
            variable.appendReplacement(
                    resolved, Matcher.quoteReplacement(value == null || value.isEmpty() ? unset : value));
        }
        return variable.appendTail(resolved).toString();
    }
}
