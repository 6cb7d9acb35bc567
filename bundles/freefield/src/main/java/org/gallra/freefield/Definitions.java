package org.gallra.freefield;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * All definitions, read once and again when they change here, and every two seconds for the sake of other nodes: each record that
 * is read or written needs them.
 */
@Component(service = Definitions.class)
public final class Definitions {

    private static final long FRESH = Duration.ofSeconds(2).toNanos();

    /** What was read, and when. */
    private record Read(List<FreeField> fields, List<FieldStore.Required> required, long at, long change) {}

    private final Database database;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Read last;

    /** Waits for the tables. */
    @Activate
    public Definitions(
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.freefield)") SchemaReady schema) {
        this.database = database;
    }

    /** Returns the fields of an owner in their order. */
    List<FreeField> of(String owner) {
        return read().fields().stream().filter(f -> f.owner().equals(owner)).toList();
    }

    /** Returns all fields, by owner in their order. */
    List<FreeField> all() {
        return read().fields();
    }

    /** Returns the ready-made field, or nothing if it is not switched on. */
    Optional<FreeField> special(Special special) {
        return read().fields().stream().filter(f -> f.special() == special).findFirst();
    }

    /** Returns the mandatory standard fields of an owner. */
    Set<String> required(String owner) {
        return read().required().stream()
                .filter(r -> r.owner().equals(owner))
                .map(FieldStore.Required::field)
                .collect(Collectors.toSet());
    }

    /** Says that they have changed; called after the commit. */
    void changed() {
        changes.incrementAndGet();
    }

    private Read read() {
        Read known = last;
        long change = changes.get();
        if (known == null || known.change() != change) {
            return read(change);
        }
        // one looks for what other nodes changed; if all did, each with a connection in its hand, they would use them
        // up and wait for each other
        if (System.nanoTime() - known.at() >= FRESH && reading.compareAndSet(false, true)) {
            try {
                return read(change);
            } finally {
                reading.set(false);
            }
        }
        return known;
    }

    private Read read(long change) {
        long at = System.nanoTime();
        Read now = database.inNewTransaction(
                connection -> new Read(FieldStore.fields(connection), FieldStore.required(connection), at, change));
        last = now;
        return now;
    }
}
