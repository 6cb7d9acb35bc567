package org.gallra.opportunity;

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

/**
 * Holds contacts and companies that have an open opportunity, where an administrator has switched that on (ADR-0021).
 *
 * <p>Off by default: a rule says it by its condition, and who asks to be forgotten is not to be refused because a seller
 * has not closed a deal.
 */
@Component(configurationPid = HeldByOpportunity.PID)
public final class HeldByOpportunity implements ErasureBlocker {

    /** The file {@code etc/org.gallra.opportunity.cfg}. */
    static final String PID = "org.gallra.opportunity";

    /** The settings; the default is used where none are given. */
    @interface Settings {
        /** Whether an open opportunity holds its contact and its company: {@code holdOpen = true}. */
        boolean holdOpen() default false;
    }

    private final boolean holds;

    /** Waits for the tables. */
    @Activate
    public HeldByOpportunity(
            Settings settings, @Reference(target = "(gallra.schema=org.gallra.opportunity)") SchemaReady schema) {
        this(settings.holdOpen());
    }

    HeldByOpportunity(boolean holds) {
        this.holds = holds;
    }

    @Override
    public String id() {
        return "opportunity.open";
    }

    @Override
    public Text reason() {
        return new Text("Öppen affärsmöjlighet", "Open opportunity");
    }

    @Override
    public Optional<SqlFragment> contacts(Database.Kind kind, ErasureAction action, Instant now) {
        return open("contact_id");
    }

    @Override
    public Optional<SqlFragment> companies(Database.Kind kind, Instant now) {
        return open("company_id");
    }

    /** Nobody knows until when: it ends when the opportunity is won or lost. */
    private Optional<SqlFragment> open(String column) {
        return holds
                ? Optional.of(
                        SqlFragment.of("SELECT o." + column + ", CAST(NULL AS TIMESTAMP) FROM opportunity o WHERE o."
                                + column + " IS NOT NULL AND o.stage NOT IN ('WON', 'LOST')"))
                : Optional.empty();
    }
}
