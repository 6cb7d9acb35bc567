package org.gallra.requests;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javax.persistence.PersistenceException;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.request.SubjectRequests.Load;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The register of requests. Whoever may make extracts keeps it: it is they who answer. A request that has ended is history and is
 * not changed any more.
 */
@Component(service = RequestService.class)
public final class RequestService {

    /** How often a number is taken anew that somebody else took at the same moment. */
    private static final int TRIES = 5;

    private final JpaTemplate jpa;
    private final Database database;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Clock clock;

    /** Waits for the tables. */
    @Activate
    public RequestService(
            @Reference(target = "(osgi.unit.name=org.gallra.requests)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.requests)") SchemaReady schema) {
        this(jpa, database, directory, access, Clock.systemUTC());
    }

    RequestService(JpaTemplate jpa, Database database, ContactDirectory directory, AccessControl access, Clock clock) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
        this.clock = clock;
    }

    /** Registers a request and gives it a number; about an anonymized contact it refuses with {@code CONFLICT}. */
    DataRequest register(RequestDraft draft) {
        Caller caller = access.require(Permission.EXTRACT);
        RequestDraft clean = draft.clean(today());
        for (int attempt = 1; ; attempt++) {
            try {
                return database.inNewTransaction(connection -> register(connection, clean, caller));
            } catch (PersistenceException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private DataRequest register(Connection connection, RequestDraft draft, Caller caller) throws SQLException {
        Long contact = key(draft.contact());
        RequestNumber number = RequestStore.next(connection, today().getYear());
        RequestEntity entity = RequestEntity.of(number.year(), number.inYear(), caller.userName(), now());
        entity.write(draft, contact);
        jpa.tx(TransactionType.Required, em -> {
            em.persist(entity);
            em.flush();
        });
        return find(connection, UUID.fromString(entity.publicId));
    }

    /** Returns the key of a contact who is not being erased meanwhile; a restricted one may ask too. */
    private @Nullable Long key(@Nullable ContactId contact) {
        return contact == null ? null : Input.reference("contact", () -> directory.contactKeyForPreserving(contact));
    }

    /** Returns a request. */
    DataRequest get(UUID id) {
        access.require(Permission.EXTRACT);
        return database.read(connection -> find(connection, id));
    }

    /** Returns one page. */
    Page<DataRequest> list(RequestQuery query) {
        access.require(Permission.EXTRACT);
        Long key = query.contact() == null ? null : directory.contactKey(query.contact());
        return database.inTransaction(connection -> {
            Page<RequestRow> page = RequestStore.page(connection, query, key, today());
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /** Returns how urgent the open requests are; for everybody. */
    Load load() {
        return database.read(connection -> RequestStore.load(connection, today()));
    }

    /** Replaces what came in, of a request that is open and still has the version. */
    DataRequest change(UUID id, long version, RequestDraft draft) {
        access.require(Permission.EXTRACT);
        RequestDraft clean = draft.clean(today());
        return database.inTransaction(all -> {
            Long key = key(clean.contact()); // before the request is locked, the order in which erasures lock
            return act(id, version, (connection, request) -> {
                if (request.erased()) {
                    throw erased();
                }
                return entity -> entity.write(clean, key);
            });
        });
    }

    /** Notes that more was asked for to know who asks; the time runs on. */
    DataRequest askIdentity(UUID id, long version) {
        access.require(Permission.EXTRACT);
        return act(id, version, (connection, request) -> entity -> entity.askIdentity(today()));
    }

    /** Notes how it was checked who asks. */
    DataRequest identify(UUID id, long version, @Nullable IdentityCheck check) {
        Caller caller = access.require(Permission.EXTRACT);
        if (check == null || check == IdentityCheck.NOT_STATED) {
            throw GallraException.invalid(
                    "check", new Text("Ange hur identiteten kontrollerades.", "Say how the identity was checked."));
        }
        return act(id, version, (connection, request) -> entity -> entity.identify(check, today(), caller.userName()));
    }

    /**
     * Adds two months; the person has been told of it and why, within the first month.
     *
     * @param told the day on which she was told, in Swedish time
     */
    DataRequest extend(UUID id, long version, @Nullable String reason, @Nullable LocalDate told) {
        access.require(Permission.EXTRACT);
        Input input = new Input();
        String why = input.lines("reason", reason, 2000);
        LocalDate day = input.day("toldOn", told);
        input.require("reason", why);
        input.require("toldOn", day);
        input.check();
        return act(id, version, (connection, request) -> {
            if (request.extendedOn() != null) {
                throw GallraException.conflict(new Text(
                        "Tiden är redan förlängd. Längre än tre månader går inte.",
                        "The time is extended already. It cannot be longer than three months."));
            }
            if (request.erased()) {
                throw erased();
            }
            LocalDate on = Objects.requireNonNull(day);
            within(input, "toldOn", on, request);
            if (on.isAfter(Deadline.of(request.receivedOn()))) {
                input.refuse(
                        "toldOn",
                        new Text(
                                "Personen måste få veta det senast " + Deadline.of(request.receivedOn())
                                        + ", inom den första månaden.",
                                "The person has to be told by " + Deadline.of(request.receivedOn())
                                        + ", within the first month."));
            }
            input.check();
            return entity -> entity.extend(Objects.requireNonNull(why), on);
        });
    }

    /** Ends a request that is open and still has the version. */
    DataRequest close(UUID id, long version, Ending ending) {
        Caller caller = access.require(Permission.EXTRACT);
        Input input = new Input();
        String words = input.lines("answer", ending.answer(), 2000);
        LocalDate given = input.day("answeredOn", ending.answeredOn());
        LocalDate day = given == null ? today() : given;
        input.check();
        return act(id, version, (connection, request) -> {
            if (request.erased() && words != null) {
                throw GallraException.invalid("answer", erased().text());
            }
            if (!request.erased()) {
                input.require("answer", words);
            }
            if (ending.ground() == null && request.identityCheck() == null) {
                input.refuse(
                        "identity",
                        new Text(
                                "Notera först hur identiteten kontrollerades.",
                                "Note first how the identity was checked."));
            }
            within(input, "answeredOn", day, request);
            input.check();
            return entity -> entity.close(ending.ground(), words, day, caller.userName(), now());
        });
    }

    private void within(Input input, String field, LocalDate day, DataRequest request) {
        if (day.isAfter(today())) {
            input.refuse(field, RequestDraft.ahead());
        } else if (day.isBefore(request.receivedOn())) {
            input.refuse(field, new Text("Begäran hade inte kommit in än.", "The request had not come in by then."));
        }
    }

    /** Looks at a request that is locked, and returns what is done with its row. */
    private interface Step {
        Consumer<RequestEntity> on(Connection connection, DataRequest request) throws SQLException;
    }

    private DataRequest act(UUID id, long version, Step step) {
        return database.inTransaction(connection -> {
            RowLock.lock(database, connection, "data_request", id, version, RequestStore::unknown);
            DataRequest request = find(connection, id);
            if (!request.state().open()) {
                throw ended();
            }
            Consumer<RequestEntity> change = step.on(connection, request);
            jpa.tx(TransactionType.Required, em -> {
                change.accept(
                        em.createQuery("SELECT e FROM RequestEntity e WHERE e.publicId = :id", RequestEntity.class)
                                .setParameter("id", id.toString())
                                .getSingleResult());
                em.flush();
            });
            return find(connection, id);
        });
    }

    private DataRequest find(Connection connection, UUID id) throws SQLException {
        return named(List.of(RequestStore.find(connection, id, today()))).get(0);
    }

    private List<DataRequest> named(List<RequestRow> rows) {
        Map<Long, Ref> contacts = directory.contacts(
                rows.stream().map(RequestRow::key).filter(Objects::nonNull).toList());
        return rows.stream().map(r -> r.named(contacts)).toList();
    }

    /** Returns the day in Sweden. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static GallraException ended() {
        return GallraException.conflict(new Text(
                "Begäran är redan avslutad. Registrera en ny om personen hör av sig igen.",
                "The request has ended already. Register a new one if the person asks again."));
    }

    private static GallraException erased() {
        return GallraException.conflict(new Text(
                "Personen är anonymiserad eller raderad. Inget mer kan skrivas om personen.",
                "The person is anonymized or deleted. Nothing more can be written about the person."));
    }
}
