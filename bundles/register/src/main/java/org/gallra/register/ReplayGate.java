package org.gallra.register;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.ledger.LedgerGate;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.Worker;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the database with the ledger and keeps users out until it has caught up.
 *
 * <p>Immediate because nobody is let in before it has looked. A ledger that comes back while the server runs is noticed,
 * too.
 */
@Component(service = LedgerGate.class, immediate = true)
public final class ReplayGate implements LedgerGate {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayGate.class);
    private static final int LOOK_SECONDS = 2;

    /** How long tables of bundles that are still starting are waited for; those that come later are treated later. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Text CATCHING_UP = new Text(
            "Databasen är äldre än raderingsloggen, troligen återläst från en säkerhetskopia. De som raderades efter kopian"
                    + " raderas på nytt innan någon släpps in. Försök igen om en stund.",
            "The database is older than the ledger, probably restored from a backup. Those who were erased after the backup"
                    + " are erased again before anybody is let in. Try again in a moment.");

    private final Register register;
    private final ErasureLedger ledger;
    private final Replay replay;
    private final Clock clock;
    private final Instant patientUntil;
    private volatile @Nullable Text waiting = CATCHING_UP;
    private final Worker worker = new Worker("gallra-ledger");

    /** Looks once, and then again and again. */
    @Activate
    public ReplayGate(
            @Reference BundleRegister register,
            @Reference Database database,
            @Reference ErasureLedger ledger,
            @Reference SuppressionList list,
            @Reference ContactRestrictions restrictions,
            @Reference(target = "(gallra.schema=org.gallra.register)") SchemaReady schema) {
        this(register.register(), database, ledger, list, restrictions, Clock.systemUTC());
        worker.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    ReplayGate(
            Register register,
            Database database,
            ErasureLedger ledger,
            SuppressionList list,
            ContactRestrictions restrictions,
            Clock clock) {
        this.register = register;
        this.ledger = ledger;
        this.replay = new Replay(register, ledger, list, restrictions, database, clock);
        this.clock = clock;
        this.patientUntil = clock.instant().plus(PATIENCE);
        look();
    }

    /** Lets the batch in work end; the rest is done at the next start. */
    @Deactivate
    public void stop() {
        worker.end(Duration.ofSeconds(10));
    }

    @Override
    public Optional<Text> waiting() {
        return Optional.ofNullable(waiting);
    }

    /** Looks whether the database is older than the ledger, and mends that. */
    void look() {
        try {
            if (ledger.behind()) {
                waiting = ledger.problem().map(ReplayGate::closed).orElse(CATCHING_UP);
                if (ledger.problem().isEmpty() && ready()) {
                    replay.run();
                }
            }
            waiting = ledger.behind() ? waiting : null;
        } catch (RuntimeException e) {
            LOG.error(
                    "The database could not be compared with the ledger: {}",
                    e.getClass().getName());
            LOG.debug("Comparing with the ledger failed", e);
        }
    }

    private static Text closed(Text problem) {
        return new Text(
                "Databasen är äldre än raderingsloggen, och loggen är inte i ordning. Ingen släpps in förrän den är det. "
                        + problem.sv(),
                "The database is older than the ledger, and the ledger is not in order. Nobody is let in until it is. "
                        + problem.en());
    }

    /** Tells whether all bundles that are there have told what they hold. */
    private boolean ready() {
        View view = register.view();
        boolean people = view.usable().containsKey(View.CONTACTS);
        boolean all = view.snapshot().contributors().stream()
                .noneMatch(c -> c.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR);
        return people && (all || clock.instant().isAfter(patientUntil));
    }
}
