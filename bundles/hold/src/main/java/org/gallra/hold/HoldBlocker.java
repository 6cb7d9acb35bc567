package org.gallra.hold;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;

/**
 * Holds those who are under a hold of one ground, so that previews and receipts name the ground. A company that is held
 * holds its contacts too.
 */
abstract class HoldBlocker implements ErasureBlocker {

    private final HoldGround ground;
    private final ContactDirectory directory;

    HoldBlocker(HoldGround ground, ContactDirectory directory) {
        this.ground = ground;
        this.directory = directory;
    }

    @Override
    public String id() {
        return "hold." + ground.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Text reason() {
        return new Text(
                "Rättsligt stopp: " + ground.label().sv(),
                "Legal hold: " + ground.label().en());
    }

    @Override
    public Optional<SqlFragment> contacts(Database.Kind kind, ErasureAction action, Instant now) {
        return Optional.of(held("contact_id", now)
                .append(" UNION ALL SELECT p.k, f.u FROM (")
                .append(held("company_id", now))
                .append(") f (k, u) JOIN (")
                .append(directory.selectWithCompany())
                .append(") p (k, c) ON p.c = f.k"));
    }

    @Override
    public Optional<SqlFragment> companies(Database.Kind kind, Instant now) {
        return Optional.of(held("company_id", now));
    }

    private SqlFragment held(String column, Instant now) {
        return SqlFragment.of(
                        "SELECT t." + column + ", t.held_until FROM legal_hold t WHERE t." + column
                                + " IS NOT NULL AND t.ground = ? AND ",
                        ground.name())
                .append(HoldService.holds(now));
    }
}
