package org.gallra.freefield;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Work;
import org.gallra.api.persistence.RowLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Definitions of free fields, and which standard fields are mandatory. System administrators change them, everybody reads. */
@Component(service = FieldService.class)
public final class FieldService {

    private static final int MOST = 200;

    /**
     * What a change of a definition means.
     *
     * @param filled how many records have a value, which a deletion takes
     * @param lacking how many records that can be filled in lack it, so that their next change is refused if it is mandatory
     */
    public record Impact(long filled, long lacking) {}

    private final Definitions definitions;
    private final Owners owners;
    private final Database database;
    private final AccessControl access;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Takes the services. */
    @Activate
    public FieldService(
            @Reference Definitions definitions,
            @Reference Owners owners,
            @Reference Database database,
            @Reference AccessControl access) {
        this.definitions = definitions;
        this.owners = owners;
        this.database = database;
        this.access = access;
    }

    /** Returns all definitions, or those of an owner. */
    List<FreeField> list(@Nullable String owner) {
        access.require(Permission.READ);
        return owner == null ? definitions.all() : definitions.of(owner);
    }

    /** Returns a definition. */
    FreeField get(UUID id) {
        access.require(Permission.READ);
        return read(id);
    }

    /** Defines a field. */
    FreeField create(FieldDraft draft) {
        access.require(Permission.ADMINISTER);
        FreeFieldOwner owner = owners.get(draft.owner() == null ? "" : draft.owner());
        return change(connection -> {
            List<FreeField> there = of(connection, owner.id());
            if (there.size() >= MOST) {
                throw GallraException.conflict(new Text(
                        "Det finns redan " + MOST + " fält. Ta bort något som inte används.",
                        "There are " + MOST + " fields already. Delete one that is not used."));
            }
            FreeField field = new DraftReader(owner, there).create(draft);
            FieldStore.insert(connection, field);
            audit.record(AuditEntry.of(FieldActs.CREATED).on("field", field.id()));
            return find(connection, field.id());
        });
    }

    /** Changes a definition that still has the version. */
    FreeField update(UUID id, long version, FieldDraft draft) {
        access.require(Permission.ADMINISTER);
        FreeFieldOwner owner = owners.get(read(id).owner());
        ValueTable table = new ValueTable(owner);
        return change(connection -> {
            RowLock.lock(database, connection, "freefield", id, version, FieldService::unknown);
            FreeField old = find(connection, id);
            FreeField field =
                    new DraftReader(owner, of(connection, owner.id())).update(old, draft, table.used(connection, old));
            FieldStore.update(connection, field);
            if (old.personal() != field.personal()) {
                table.move(connection, field, field.personal());
            }
            audit.record(AuditEntry.of(FieldActs.CHANGED).on("field", id));
            return find(connection, id);
        });
    }

    /** Puts a field one place up or down among those of its owner. */
    void move(UUID id, boolean up) {
        access.require(Permission.ADMINISTER);
        change(connection -> {
            FreeField field = find(connection, id);
            List<FreeField> order = new ArrayList<>(of(connection, field.owner()));
            int at = order.indexOf(field);
            int to = up ? at - 1 : at + 1;
            if (to >= 0 && to < order.size()) {
                Collections.swap(order, at, to);
            }
            for (int i = 0; i < order.size(); i++) {
                if (order.get(i).position() != i) {
                    FieldStore.update(connection, Fields.at(order.get(i), i));
                }
            }
            return field;
        });
    }

    /** Deletes a definition with all its values, if it still has the version; returns how many records lost theirs. */
    long delete(UUID id, long version) {
        access.require(Permission.ADMINISTER);
        ValueTable table = new ValueTable(owners.get(read(id).owner()));
        return change(connection -> {
            RowLock.lock(database, connection, "freefield", id, version, FieldService::unknown);
            FreeField field = find(connection, id);
            long filled = table.filled(connection, field);
            audit.record(AuditEntry.of(FieldActs.DELETED).on("field", id).count("values", filled));
            // the definition first: see ValueTable.write
            FieldStore.delete(connection, id);
            table.drop(connection, field);
            return filled;
        });
    }

    /** Returns how many records a change would concern. */
    Impact impact(UUID id) {
        access.require(Permission.ADMINISTER);
        FreeField field = read(id);
        ValueTable table = new ValueTable(owners.get(field.owner()));
        return database.read(
                connection -> new Impact(table.filled(connection, field), table.lacking(connection, field)));
    }

    /** Returns how many records lack each standard field, by its name. */
    Map<String, Long> lacking(FreeFieldOwner owner) {
        access.require(Permission.ADMINISTER);
        return database.read(connection -> new ValueTable(owner).lacking(connection));
    }

    /** Returns the names of an owner's mandatory standard fields. */
    Set<String> required(FreeFieldOwner owner) {
        access.require(Permission.READ);
        return definitions.required(owner.id());
    }

    /** Makes a standard field mandatory, or not any more. */
    void require(String owner, String name, boolean mandatory) {
        access.require(Permission.ADMINISTER);
        FreeFieldOwner known = owners.get(owner);
        if (known.standardFields().stream().noneMatch(s -> s.name().equals(name))) {
            String all = String.join(
                    ", ",
                    known.standardFields().stream()
                            .map(FreeFieldOwner.Standard::name)
                            .toList());
            throw GallraException.invalid("field", new Text("Ange ett av: " + all + ".", "Give one of: " + all + "."));
        }
        change(connection -> {
            FieldStore.require(connection, new FieldStore.Required(owner, name), mandatory);
            audit.record(AuditEntry.of(FieldActs.MANDATORY).details(owner + "." + name));
            return name;
        });
    }

    /** Makes ready-made fields; those that are there already stay. */
    void switchOn(List<FreeField> ready) {
        access.require(Permission.ADMINISTER);
        change(connection -> {
            List<FreeField> there = FieldStore.fields(connection);
            for (FreeField field : ready) {
                boolean taken = there.stream()
                        .anyMatch(f -> f.special() == field.special()
                                || (f.owner().equals(field.owner()) && f.key().equals(field.key())));
                if (!taken) {
                    FieldStore.insert(connection, field);
                }
            }
            audit.record(AuditEntry.of(FieldActs.READY_MADE).count("fields", ready.size()));
            return ready;
        });
    }

    private <T> T change(Work<T> work) {
        T done = database.inTransaction(work);
        definitions.changed();
        return done;
    }

    private FreeField read(UUID id) {
        return definitions.all().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow(FieldService::unknown);
    }

    private static List<FreeField> of(Connection connection, String owner) throws SQLException {
        return FieldStore.fields(connection).stream()
                .filter(f -> f.owner().equals(owner))
                .toList();
    }

    private static FreeField find(Connection connection, UUID id) throws SQLException {
        return FieldStore.fields(connection).stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow(FieldService::unknown);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Fältet finns inte (längre). Gå tillbaka till listan över fält.",
                "There is no such field (any more). Go back to the list of fields."));
    }
}
