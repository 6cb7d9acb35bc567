package org.gallra.register;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ReceiptService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The receipts of plans that are done. */
@Component(service = ReceiptService.class)
public final class SqlReceipts implements ReceiptService {

    private final Database database;
    private final AccessControl access;
    private final Probes probes;

    /** Waits for the tables. */
    @Activate
    public SqlReceipts(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference Probes probes,
            @Reference(target = "(gallra.schema=org.gallra.register)") SchemaReady schema) {
        this(database, access, probes);
    }

    SqlReceipts(Database database, AccessControl access, Probes probes) {
        this.database = database;
        this.access = access;
        this.probes = probes;
    }

    @Override
    public Page<ErasureReceipt> list(@Nullable String cursor, int limit) {
        access.require(Permission.ADMINISTER);
        Listing listing = new Listing(
                "erasure_plan", "t.finished_at", true, SqlFragment.of("WHERE t.state = 'DONE'"), cursor, limit);
        return database.inNewTransaction(connection -> {
            Page<UUID> page = listing.read(connection, row -> UUID.fromString(row.getString("public_id")), id -> id);
            return page.map(id -> {
                try {
                    return receipt(PlanStore.find(connection, id).stream().toList());
                } catch (java.sql.SQLException e) {
                    throw new org.gallra.api.persistence.StorageException("Reading a receipt", e.getSQLState());
                }
            });
        });
    }

    @Override
    public ErasureReceipt get(UUID receipt) {
        access.require(Permission.ADMINISTER);
        return probes.known(database.inNewTransaction(connection -> receipt(PlanStore.done(connection, receipt))));
    }

    @Override
    public ErasureReceipt probe(UUID receipt) {
        probes.again(get(receipt).plan());
        return get(receipt);
    }

    private static ErasureReceipt receipt(List<StoredPlan> found) {
        if (found.isEmpty()) {
            throw GallraException.notFound(new Text("Kvittot finns inte.", "There is no such receipt."));
        }
        return Objects.requireNonNull(found.get(0).plan().receipt());
    }
}
