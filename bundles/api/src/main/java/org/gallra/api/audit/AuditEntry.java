package org.gallra.api.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a bundle says of an act. It holds no value of anybody, and names no person who is in the register: an act on a person has a
 * record of its own, such as a plan, a hold or an extract, and that is what the entry names. So nothing leads from the log to somebody
 * who was erased.
 *
 * @param act what was done
 * @param user the login name of who did it, or null for whoever is calling
 * @param type the type of the record that it was done to, such as {@code hold}, or null
 * @param record the public id of that record, or its key if that says nothing of anybody; null without a type
 * @param counts how many of what, by names such as {@code contacts}
 * @param details names of fields or settings that it was about, in their order; never a value
 */
@ProviderType
public record AuditEntry(
        AuditAct act,
        @Nullable String user,
        @Nullable String type,
        @Nullable String record,
        Map<String, Long> counts,
        List<String> details) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9.-]{0,59}");
    private static final Pattern RECORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,59}");
    private static final Pattern DETAIL = Pattern.compile("[\\p{L}\\p{N}*][\\p{L}\\p{N}._:$*-]{0,199}");

    /**
     * Copies what it takes.
     *
     * @throws IllegalArgumentException if a name is none: blanks, commas and line breaks belong to values
     */
    public AuditEntry {
        counts = Map.copyOf(counts);
        details = List.copyOf(details);
        demand(CODE, act.code());
        if (type != null) {
            demand(CODE, type);
        }
        if (record != null) {
            demand(RECORD, record);
        }
        if ((type == null) != (record == null)) {
            throw new IllegalArgumentException("A record has a type and an id");
        }
        counts.keySet().forEach(name -> demand(NAME, name));
        details.forEach(name -> demand(DETAIL, name));
    }

    private static void demand(Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("An audit entry takes names only, no values"); // without what it was
        }
    }

    /** Begins an entry by whoever is calling. */
    public static AuditEntry of(AuditAct act) {
        return new AuditEntry(act, null, null, null, Map.of(), List.of());
    }

    /** Names who did it, where that is not who is calling: whoever ordered what is done now, or is just logging in. */
    public AuditEntry by(@Nullable String userName) {
        return new AuditEntry(act, userName, type, record, counts, details);
    }

    /** Names the record that it was done to. */
    public AuditEntry on(String recordType, UUID id) {
        return on(recordType, id.toString());
    }

    /** Names the record that it was done to, by a key that says nothing of anybody. */
    public AuditEntry on(String recordType, String key) {
        return new AuditEntry(act, user, recordType, key, counts, details);
    }

    /** Adds how many of what. */
    public AuditEntry count(String name, long number) {
        Map<String, Long> more = new TreeMap<>(counts);
        more.put(name, number);
        return new AuditEntry(act, user, type, record, more, details);
    }

    /** Adds names of fields or settings. */
    public AuditEntry details(Collection<String> names) {
        List<String> more = new ArrayList<>(details);
        more.addAll(names);
        return new AuditEntry(act, user, type, record, counts, more);
    }

    /** Adds names of fields or settings. */
    public AuditEntry details(String... names) {
        return details(List.of(names));
    }
}
