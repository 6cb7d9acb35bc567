package org.gallra.limits;

import java.time.Instant;
import java.util.Optional;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps restricted contacts from being erased: to be stored is what the restriction is for. It has to be lifted first. */
@Component
public final class RestrictedContacts implements ErasureBlocker {

    /** Waits for the tables. */
    @Activate
    public RestrictedContacts(@Reference(target = "(gallra.schema=org.gallra.limits)") SchemaReady schema) {}

    @Override
    public String id() {
        return "limits.restricted";
    }

    @Override
    public Text reason() {
        return new Text(
                "Behandlingen är begränsad (artikel 18); häv begränsningen först",
                "Processing is restricted (article 18); lift the restriction first");
    }

    @Override
    public Optional<SqlFragment> contacts(Database.Kind kind, ErasureAction action, Instant now) {
        return Optional.of(SqlFragment.of(
                "SELECT t.contact_id, CAST(NULL AS TIMESTAMP) FROM contact_limit t WHERE t.ground <> ? AND "
                        + LimitService.ACTIVE,
                LimitGround.MARKETING.name()));
    }
}
