package org.gallra.requests;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.extract.ExtractListener;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.request.SubjectRequests;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ties requests to what was done because of them: extracts and erasures. */
@Component(service = {SubjectRequests.class, ExtractListener.class, RequestLinks.class})
public final class RequestLinks implements SubjectRequests, ExtractListener {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLinks.class);

    /** More cards than this nobody has: a plan about more people is about others too. */
    private static final int CARDS = 20;

    private final Database database;
    private final ContactDirectory directory;
    private final ErasureEngine engine;
    private final AccessControl access;
    private final Clock clock;

    /** Waits for the tables. */
    @Activate
    public RequestLinks(
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference ErasureEngine engine,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.requests)") SchemaReady schema) {
        this(database, directory, engine, access, Clock.systemUTC());
    }

    RequestLinks(
            Database database, ContactDirectory directory, ErasureEngine engine, AccessControl access, Clock clock) {
        this.database = database;
        this.directory = directory;
        this.engine = engine;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public Load load() {
        return database.read(connection -> RequestStore.load(connection, today()));
    }

    @Override
    public void require(String number, Collection<ContactId> contacts) {
        RequestRow row = open(number);
        if (row.key() == null || !directory.contactKeys(contacts).containsValue(row.key())) {
            throw refused(new Text(
                    "Begäran " + row.request().number() + " gäller någon annan.",
                    "The request " + row.request().number() + " concerns somebody else."));
        }
    }

    @Override
    public void planned(String number, UUID plan) {
        RequestRow row = open(number);
        database.inTransaction(connection -> {
            RequestStore.plan(connection, row.id(), plan);
            return true;
        });
    }

    /**
     * Notes by which plan a request is met, made by whoever executes it.
     *
     * @param version the version of the request that the caller has seen
     * @throws GallraException {@code INVALID} naming {@code plan} if it is not about the contact of the request, or about more than
     *     the cards that one person may have
     */
    void tie(UUID id, long version, UUID plan) {
        access.require(Permission.EXTRACT);
        List<ContactId> people = Input.reference("plan", () -> engine.people(plan, CARDS + 1));
        database.inTransaction(connection -> {
            RowLock.lock(database, connection, "data_request", id, version, RequestStore::unknown);
            RequestRow row = RequestStore.find(connection, id, today());
            if (!row.request().state().open()) {
                throw RequestService.ended();
            }
            boolean hers = row.key() != null
                    && people.size() <= CARDS
                    && directory.contactKeys(people).containsValue(row.key());
            if (!hers) {
                throw GallraException.invalid(
                        "plan",
                        new Text(
                                "Planen gäller inte den som frågade, eller så gäller den många.",
                                "The plan is not about the one who asked, or it is about many."));
            }
            RequestStore.plan(connection, id, plan);
            return true;
        });
    }

    private RequestRow open(String number) {
        RequestRow row = find(number);
        if (row == null || !row.request().state().open()) {
            throw refused(new Text(
                    "Det finns ingen öppen begäran med det numret.", "There is no open request with that number."));
        }
        return row;
    }

    private static GallraException refused(Text text) {
        return GallraException.invalid("request", text);
    }

    private @Nullable RequestRow find(@Nullable String text) {
        RequestNumber number = RequestNumber.parse(text);
        return number == null
                ? null
                : database.inTransaction(connection -> RequestStore.find(connection, number, today()))
                        .orElse(null);
    }

    @Override
    public void made(RegisterExtract extract, ExtractService.Format format) {
        RequestRow row = find(extract.order().request());
        if (row == null || row.key() == null) {
            return; // a number of another register
        }
        Long asked = directory.contactKeys(List.of(extract.contact())).get(extract.contact());
        if (row.key().equals(asked)) {
            database.inTransaction(connection -> {
                RequestStore.extract(
                        connection,
                        row.id(),
                        extract.id(),
                        extract.digest(),
                        extract.madeAt().truncatedTo(ChronoUnit.MICROS));
                return true;
            });
        }
    }

    /** Notes the receipts of erasures that are done by now, and forgets plans that led to nothing. */
    void settle() {
        for (UUID plan : database.inTransaction(RequestStore::planned)) {
            try {
                settle(plan, access.callAs(Caller.SYSTEM, () -> engine.get(plan)));
            } catch (GallraException e) {
                if (e.code() == GallraException.Code.NOT_FOUND) {
                    settle(plan, null);
                } else {
                    LOG.warn("What became of the erasure plan {} could not be looked up: {}", plan, e.code());
                }
            }
        }
    }

    private void settle(UUID id, @Nullable ErasurePlan plan) {
        database.inTransaction(connection -> {
            if (plan != null && plan.receipt() != null) {
                RequestStore.receipt(connection, id, plan.receipt().id());
            } else if (plan == null
                    || plan.state() == ErasurePlan.State.CANCELLED
                    || plan.state() == ErasurePlan.State.EXPIRED) {
                RequestStore.unplan(connection, id);
            }
            return true;
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
    }
}
