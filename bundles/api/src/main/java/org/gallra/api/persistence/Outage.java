package org.gallra.api.persistence;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Why the database does not do what it is asked for, though neither the request nor Gallra is at fault. Whoever runs the server mends
 * it, and then everything goes on by itself.
 */
@ProviderType
public enum Outage {
    /** It does not answer, or ended the connection. What was on its way may or may not have been saved. */
    AWAY(new Text(
            "Databasen svarar inte. Se efter om det sparades innan du försöker igen om en stund.",
            "The database does not answer. Look whether it was saved before you try again in a moment.")),

    /** It can be read but not written. */
    READ_ONLY(new Text(
            "Databasen kan bara läsas just nu. Inget har sparats. Den som driver servern behöver rätta det.",
            "The database can only be read right now. Nothing was saved. Whoever runs the server has to mend that.")),

    /** It has no room left. */
    FULL(
            new Text(
                    "Databasens disk är full eller går inte att skriva. Inget har sparats. Den som driver servern behöver ge plats.",
                    "The disk of the database is full or cannot be written. Nothing was saved. Whoever runs the server has to make room."));

    private final Text text;

    Outage(Text text) {
        this.text = text;
    }

    /** Returns what users are told: what is wrong, whether something was saved, what to do. */
    public Text text() {
        return text;
    }

    /**
     * Finds an outage in what was thrown or its causes, by the SQL state; empty if it is something else. Embedded Derby may also fail within itself
     * when it shuts down under others.
     */
    public static Optional<Outage> of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            String state = t instanceof SQLException sql
                    ? sql.getSQLState()
                    : t instanceof StorageException storage ? storage.sqlState() : null;
            Optional<Outage> found = state == null ? Optional.empty() : ofState(state);
            if (found.isPresent()) {
                return found;
            }
            if (usedUp(t) || t instanceof RuntimeException && ofDerby(t)) {
                return Optional.of(AWAY);
            }
        }
        return Optional.empty();
    }

    /** The pool's word for: all connections are in use, and none was given back in time. */
    private static boolean usedUp(Throwable thrown) {
        return thrown instanceof SQLException && thrown.getCause() instanceof NoSuchElementException;
    }

    private static boolean ofDerby(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                .findFirst()
                .filter(name -> name.startsWith("org.apache.derby."))
                .isPresent();
    }

    private static Optional<Outage> ofState(String state) {
        return switch (state) {
            case "25006", "25502", "25503" -> Optional.of(READ_ONLY);
            // of Derby: its log, a page or a file could not be written
            case "53100", "XSLA0", "XSLA4", "XSDG1", "XSDG3", "XSDF1" -> Optional.of(FULL);
            // ended after a sleep, connections used up, shut down, crashed, starting
            case "25P03", "53300", "57P01", "57P02", "57P03", "XJ040" -> Optional.of(AWAY);
            default -> state.startsWith("08") ? Optional.of(AWAY) : Optional.empty();
        };
    }
}
