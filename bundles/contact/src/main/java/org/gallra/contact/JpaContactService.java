package org.gallra.contact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.search.SearchWords;
import org.gallra.api.selection.ListCriteria;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.suppression.SuppressionList;
import org.gallra.contact.FreeValues.Keyed;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Contacts: single ones through JPA, lists through one statement. */
@Component(service = ContactService.class)
public final class JpaContactService implements ContactService {

    private final JpaTemplate jpa;
    private final Database database;
    private final AccessControl access;
    private final Entrances entrances;
    private final FreeValues fields;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it nobody can say with whom there was contact. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PersonalDataRegister register;

    /** Optional: without it filters have no conditions of bundles. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ListCriteria criteria;

    /** Waits for the tables. */
    @Activate
    public JpaContactService(
            @Reference(target = "(osgi.unit.name=org.gallra.contact)") JpaTemplate jpa,
            @Reference Database database,
            @Reference AccessControl access,
            @Reference SuppressionList list,
            @Reference FreeValues fields,
            @Reference(target = "(gallra.schema=org.gallra.contact)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.access = access;
        this.entrances = new Entrances(list);
        this.fields = fields;
    }

    @Override
    public Contact create(ContactDraft draft, @Nullable Readmission readmission) {
        access.require(Permission.WRITE);
        ContactDraft clean = Drafts.clean(draft);
        return database.inTransaction(connection -> {
            CompanyRef company = CompanyRef.of(connection, database.kind(), clean.company());
            entrances.admit(connection, null, clean, readmission);
            Instant now = clock.instant();
            ContactEntity entity = ContactEntity.create(now);
            entity.write(clean, company, now);
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            fields.write(entity.id, true, clean);
            return find(connection, new ContactId(entity.publicId));
        });
    }

    @Override
    public Contact get(ContactId id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    @Override
    public Contact update(ContactId id, long version, ContactDraft draft, @Nullable Readmission readmission) {
        access.require(Permission.WRITE);
        ContactDraft clean = Drafts.clean(draft);
        return database.inTransaction(connection -> {
            long key = Locks.contact(connection, database.kind(), id, Restricted.seen(access), false);
            CompanyRef company = CompanyRef.of(connection, database.kind(), clean.company());
            Contact before = find(connection, id);
            if (before.version() == version) {
                entrances.admit(connection, before.draft(), clean, readmission);
            }
            jpa.tx(TransactionType.Required, em -> {
                ContactEntity entity = em.createQuery(
                                "SELECT c FROM ContactEntity c WHERE c.publicId = :id", ContactEntity.class)
                        .setParameter("id", id.value())
                        .getSingleResult();
                if (entity.version != version) {
                    throw stale();
                }
                entity.write(clean, company, clock.instant());
                em.flush();
            });
            fields.write(key, false, clean);
            return find(connection, id);
        });
    }

    @Override
    public Page<Contact> list(ContactQuery query) {
        access.require(Permission.READ);
        return new ContactList(database, access, fields, register, criteria, clock.instant()).page(query);
    }

    @Override
    public List<Contact> find(String text, int most) {
        access.require(Permission.READ);
        int limit = Keyset.limit(most);
        if (text.isBlank()) {
            return List.of();
        }
        SqlFragment words = SearchWords.all(database.kind(), text, "c.search_key");
        SqlFragment begins = ContactSql.begins(text, "c.sort_key");
        Database.Work<List<Contact>> search = connection -> {
            Map<ContactId, Contact> found = new LinkedHashMap<>();
            if (begins != null) {
                first(connection, begins, limit).forEach(c -> found.put(c.id(), c));
            }
            if (found.size() < limit) {
                SearchWords.planned(connection, database.kind());
                first(connection, words, limit).forEach(c -> found.putIfAbsent(c.id(), c));
            }
            return found.values().stream().limit(limit).toList();
        };
        // what is said of plans holds for a transaction; on Derby there is nothing to say, and no lock to wait for
        return database.kind() == Database.Kind.POSTGRESQL ? database.inTransaction(search) : database.read(search);
    }

    private List<Contact> first(Connection connection, SqlFragment condition, int limit) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of(ContactSql.COLUMNS + ContactSql.FROM + " WHERE c.anonymized_at IS NULL")
                        .append(condition)
                        .append(Restricted.hidden(access) + " ORDER BY c.sort_key, c.id FETCH FIRST " + limit
                                + " ROWS ONLY" + dirty()),
                ContactSql::read);
    }

    /** Whoever types does not wait for the locks of a running batch. */
    private String dirty() {
        return database.kind() == Database.Kind.DERBY ? " WITH UR" : "";
    }

    private Contact find(Connection connection, ContactId id) throws SQLException {
        List<Keyed<Contact>> found = Rows.list(
                connection,
                SqlFragment.of(
                        ContactSql.COLUMNS + ContactSql.FROM + " WHERE c.public_id = ?" + Restricted.hidden(access),
                        id.toString()),
                JpaContactService::keyed);
        if (found.isEmpty()) {
            throw ContactId.unknown();
        }
        return read(found).get(0);
    }

    static Keyed<Contact> keyed(ResultSet row) throws SQLException {
        return new Keyed<>(row.getLong("id"), ContactSql.read(row));
    }

    private List<Contact> read(List<Keyed<Contact>> rows) {
        return fields.read(ContactFields.OWNER, rows, Contact::with);
    }

    @Override
    public long assign(
            @Nullable List<ContactId> contacts, @Nullable ContactFilter filter, Map<String, @Nullable Object> values) {
        access.require(Permission.WRITE);
        return new Assignment(database, fields, register, criteria, clock).run(contacts, filter, values);
    }

    static GallraException stale() {
        return new GallraException(
                GallraException.Code.STALE,
                new Text(
                        "Någon annan har ändrat uppgifterna. Hämta dem igen och gör om ändringen.",
                        "Someone else has changed the record. Fetch it again and repeat the change."));
    }
}
