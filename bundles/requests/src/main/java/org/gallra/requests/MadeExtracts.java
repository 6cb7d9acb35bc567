package org.gallra.requests;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractListener;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who made which extract of whom and when; nothing of what an extract says is kept. */
@Component(service = {ExtractListener.class, MadeExtracts.class})
public final class MadeExtracts implements ExtractListener {

    private final JpaTemplate jpa;
    private final Database database;
    private final ContactDirectory directory;
    private final AccessControl access;

    /** Waits for the tables. */
    @Activate
    public MadeExtracts(
            @Reference(target = "(osgi.unit.name=org.gallra.requests)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.requests)") SchemaReady schema) {
        this(jpa, database, directory, access);
    }

    MadeExtracts(JpaTemplate jpa, Database database, ContactDirectory directory, AccessControl access) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
    }

    /**
     * An extract that was handed out.
     *
     * @param id its id
     * @param madeAt when (UTC)
     * @param madeBy the login name of who made it
     * @param format the id of its format
     * @param othersShown whether other people were readable
     * @param request the number that it was made for, or null
     */
    record Made(
            UUID id,
            Instant madeAt,
            String madeBy,
            String format,
            boolean othersShown,
            @Nullable String request) {}

    @Override
    public void made(RegisterExtract extract, ExtractService.Format format) {
        Long contact = directory.contactKeys(List.of(extract.contact())).get(extract.contact());
        if (contact == null) {
            return; // erased meanwhile: there is nobody left whose extract it was
        }
        Instant at = extract.madeAt().truncatedTo(ChronoUnit.MICROS);
        database.inTransaction(connection -> {
            jpa.tx(TransactionType.Required, em -> {
                em.persist(ExtractEntity.of(contact, extract, format, at));
                em.flush();
            });
            return true;
        });
    }

    /** Returns the extracts of a contact, the latest first, at most so many; for system administrators. */
    List<Made> of(ContactId contact, int limit) {
        access.require(Permission.ADMINISTER);
        long key = directory.contactKey(contact);
        return database.read(connection -> Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT t.* FROM extract_made t WHERE t.contact_id = ? ORDER BY t.made_at DESC, t.id DESC FETCH FIRST "
                                + limit + " ROWS ONLY",
                        key),
                row -> new Made(
                        UUID.fromString(row.getString("extract_id")),
                        Objects.requireNonNull(Rows.instant(row, "made_at")),
                        row.getString("made_by"),
                        row.getString("format"),
                        row.getBoolean("others_shown"),
                        row.getString("request"))));
    }
}
