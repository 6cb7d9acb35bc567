package org.gallra.contact;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.suppression.Readmission;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Contacts over REST. */
@Component(service = ContactsResource.class)
@JakartarsResource
@Path("contacts")
@Produces(MediaType.APPLICATION_JSON)
public final class ContactsResource {

    private final ContactService contacts;

    /** Takes the service. */
    @Activate
    public ContactsResource(@Reference ContactService contacts) {
        this.contacts = contacts;
    }

    /** Lists contacts; personal words belong into {@code POST search}. */
    @GET
    @Operation(
            "Lists contacts; sort is name, company, created, changed or freeFields.<key>, with - before it turned round.")
    public Page<Contact> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("company") @Nullable String company,
            @QueryParam("category") @Nullable String category,
            @QueryParam("city") @Nullable String city,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("anonymized") @Nullable String anonymized,
            @QueryParam("marketable") @Nullable String marketable,
            @QueryParam("notContactedDays") @Nullable Integer notContactedDays,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        ContactFilter filter = new ContactFilter(
                text,
                company == null ? null : CompanyId.parse(company),
                category,
                city,
                owner,
                null,
                null,
                null,
                anonymized == null ? null : Sorts.parse("anonymized", ContactFilter.Anonymized.class, anonymized),
                null,
                yesOrNo(marketable),
                notContactedDays,
                null);
        return contacts.list(query(filter, sort, cursor, limit));
    }

    /** Lists contacts by a filter in the body, so that no name stands in an address. */
    @POST
    @Path("search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Searches contacts, so that no name stands in an address.")
    public Page<Contact> search(
            @Nullable ContactFilter filter,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return contacts.list(query(filter == null ? ContactFilter.ALL : filter, sort, cursor, limit));
    }

    /** Creates a contact. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Creates a contact; readmission says why somebody who was erased is entered again.",
            answer = Contact.class,
            status = 201)
    public Response create(@QueryParam("readmission") @Nullable String readmission, @Nullable ContactDraft draft) {
        Contact created = contacts.create(body(draft), reason(readmission));
        return Response.created(URI.create("contacts/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns a contact. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a contact; the ETag is its version.", answer = Contact.class)
    public Response get(@PathParam("id") String id) {
        return answer(contacts.get(ContactId.parse(id)));
    }

    /** Replaces a contact's values. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Replaces a contact's values; If-Match names the version.", answer = Contact.class)
    public Response update(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            @QueryParam("readmission") @Nullable String readmission,
            @Nullable ContactDraft draft) {
        return answer(
                contacts.update(ContactId.parse(id), Preconditions.version(match), body(draft), reason(readmission)));
    }

    /** Reads why somebody who was erased is entered again. */
    private static @Nullable Readmission reason(@Nullable String readmission) {
        return readmission == null ? null : Sorts.parse("readmission", Readmission.class, readmission);
    }

    /**
     * The same free fields for many contacts.
     *
     * @param contacts which ones, at most 10,000; null for those of the filter
     * @param filter which ones; null for those that are named
     * @param freeFields values by key; null clears one
     */
    public record Assigned(
            @Nullable List<ContactId> contacts,
            @Nullable ContactFilter filter,
            @Nullable Map<String, @Nullable Object> freeFields) {}

    /**
     * What came of it.
     *
     * @param changed how many contacts were changed
     */
    public record Changed(long changed) {}

    /** Sets free fields of many contacts. */
    @POST
    @Path("free-fields")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Sets free fields of many contacts to the same values; names the contacts or a filter.")
    public Changed assign(@Nullable Assigned assigned) {
        Assigned given = body(assigned);
        return new Changed(contacts.assign(given.contacts(), given.filter(), body(given.freeFields())));
    }

    private static Response answer(Contact contact) {
        return Response.ok(contact).tag(Long.toString(contact.version())).build();
    }

    private static @Nullable Boolean yesOrNo(@Nullable String marketable) {
        if (marketable == null) {
            return null;
        }
        if (!marketable.equals("true") && !marketable.equals("false")) {
            throw GallraException.invalid("marketable", new Text("Ange true eller false.", "Give true or false."));
        }
        return Boolean.valueOf(marketable);
    }

    private static ContactQuery query(ContactFilter filter, String sort, @Nullable String cursor, int limit) {
        boolean descending = sort.startsWith("-");
        String by = descending ? sort.substring(1) : sort;
        String field = Sorts.field(by);
        var order = field == null ? Sorts.parse("sort", ContactQuery.Sort.class, by) : ContactQuery.Sort.NAME;
        return new ContactQuery(filter, order, descending, cursor, limit, field);
    }

    static <T> T body(@Nullable T draft) {
        if (draft == null) {
            throw GallraException.invalid("body", new Text("Skicka uppgifterna som JSON.", "Send the values as JSON."));
        }
        return draft;
    }

    /** Reads the name of a constant in any case, or of a free field. */
    static final class Sorts {

        private static final String FREE = "freeFields.";

        private Sorts() {}

        /** Returns the key of the free field that is sorted by, as in {@code freeFields.size}, or null for an order of the list's own. */
        static @Nullable String field(String by) {
            return by.startsWith(FREE) ? by.substring(FREE.length()) : null;
        }

        static <E extends Enum<E>> E parse(String parameter, Class<E> type, String name) {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return constant;
                }
            }
            String all = String.join(
                    ", ",
                    java.util.Arrays.stream(type.getEnumConstants())
                            .map(c -> c.name().toLowerCase(Locale.ROOT))
                            .toList());
            throw GallraException.invalid(
                    parameter, new Text("Ange ett av: " + all + ".", "Give one of: " + all + "."));
        }
    }
}
