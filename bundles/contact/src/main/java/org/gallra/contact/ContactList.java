package org.gallra.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gallra.api.Page;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactFilter.Anonymized;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.freefield.FieldOrder;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.selection.ListCriteria;
import org.jspecify.annotations.Nullable;

/** The list of contacts. */
final class ContactList {

    private final Database database;
    private final AccessControl access;
    private final FreeValues fields;
    private final @Nullable PersonalDataRegister register;
    private final @Nullable ListCriteria criteria;
    private final Instant now;

    ContactList(
            Database database,
            AccessControl access,
            FreeValues fields,
            @Nullable PersonalDataRegister register,
            @Nullable ListCriteria criteria,
            Instant now) {
        this.database = database;
        this.access = access;
        this.fields = fields;
        this.register = register;
        this.criteria = criteria;
        this.now = now;
    }

    Page<Contact> page(ContactQuery query) {
        int limit = Keyset.limit(query.limit());
        ListCriteria.Condition met = Met.of(criteria, query.filter(), now);
        SqlFragment where = ContactSql.where(database.kind(), query.filter())
                .append(fields.where(query.filter().freeFields()))
                .append(Uncontacted.where(register, query.filter(), now))
                .append(met.where())
                .append(Restricted.hidden(access));
        Listing.Asked asked = new Listing.Asked(
                query.field() == null ? query.sort().name() : "FIELD " + query.field(),
                order(query),
                query.descending(),
                limit,
                query.cursor(),
                where.equals(everybody(query)));
        Listing<Contact> list = new Listing<>(
                database.kind(),
                ContactSql.COLUMNS,
                SqlFragment.of(ContactSql.TABLES).append(met.join()),
                "c",
                JpaContactService::keyed,
                rows -> fields.read(ContactFields.OWNER, rows, Contact::with),
                contact -> contact.id().value());
        return database.inTransaction(connection -> list.page(connection, asked, where));
    }

    /** Returns the conditions of the list without a filter. */
    private SqlFragment everybody(ContactQuery query) {
        return ContactSql.where(
                        database.kind(),
                        query.filter().anonymized() == Anonymized.INCLUDE
                                ? ContactFilter.ALL.with(Anonymized.INCLUDE)
                                : ContactFilter.ALL)
                .append(Restricted.hidden(access));
    }

    private Listing.Order order(ContactQuery query) {
        if (query.field() != null) {
            return Listing.Order.field(
                    "contact", "c", fields.order(ContactFields.OWNER, query.field(), "c.id", query.descending()));
        }
        return switch (query.sort()) {
            case NAME -> Listing.Order.column("contact", "c", "sort_key");
            case COMPANY -> byCompany(query.descending());
            case CREATED -> Listing.Order.column("contact", "c", "created_at");
            case CHANGED -> Listing.Order.column("contact", "c", "changed_at");
        };
    }

    /** By the company's name; those without a company stand behind all others, and first when the order is turned round. */
    private Listing.Order byCompany(boolean descending) {
        String none = "'" + (database.kind() == Database.Kind.DERBY ? "\uffff" : Character.toString(0x10FFFF)) + "'";
        List<FieldOrder.Run> runs = new ArrayList<>(List.of(
                new FieldOrder.Run(
                        SqlFragment.of("SELECT c.id AS k, co.name_key AS place FROM company co"
                                + " JOIN contact c ON c.company_id = co.id"),
                        false),
                new FieldOrder.Run(
                        SqlFragment.of(
                                "SELECT c.id AS k, " + none + " AS place FROM contact c WHERE c.company_id IS NULL"),
                        true)));
        if (descending) {
            Collections.reverse(runs);
        }
        // not COALESCE: Derby drops rows without a company where it stands in a condition
        return new Listing.Order(
                SqlFragment.of(""), "CASE WHEN co.name_key IS NULL THEN " + none + " ELSE co.name_key END", runs);
    }
}
