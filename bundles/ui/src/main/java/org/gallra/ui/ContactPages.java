package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.selection.ListCriteria;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.gallra.api.ui.UiRecordAction;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The list of contacts, the card and its form. */
@Component(service = ContactPages.class)
@UiResource
@Path("contacts")
public final class ContactPages {

    private static final String BETWEEN = ".";
    private static final int MAX_BACK = 20;
    private static final String LIST = "contacts";
    private static final String PURPOSE = "purpose";

    /** The core's columns beside the name, with the keys of their headings. */
    private static final Map<String, String> CORE = core();

    private static final List<String> OWN = List.of("title", "company", "email", "mobile");

    private final Pages pages;
    private final ContactService contacts;
    private final CompanyService companies;
    private final AccessControl access;
    private final Parts parts;
    private final FreeParts free;
    private final Lists lists;

    /** Takes the services. */
    @Activate
    public ContactPages(
            @Reference Pages pages,
            @Reference ContactService contacts,
            @Reference CompanyService companies,
            @Reference AccessControl access,
            @Reference Parts parts,
            @Reference FreeParts free,
            @Reference Lists lists) {
        this.pages = pages;
        this.contacts = contacts;
        this.companies = companies;
        this.access = access;
        this.parts = parts;
        this.free = free;
        this.lists = lists;
    }

    /** Optional: a card can do without. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable WaitingActs waiting;

    /** Optional: without it no bundle adds conditions. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ListCriteria criteria;

    /** Returns the conditions of bundles in words. */
    private Map<CriterionFilter, Text> met(Filters.Form form) {
        ListCriteria there = criteria;
        Map<CriterionFilter, Text> met = new LinkedHashMap<>();
        if (there != null) {
            FilterCriteria.conditions(form.criteria()).forEach(one -> met.put(one, there.words(one)));
        }
        return met;
    }

    private List<ListCriteria.Offered> criteria() {
        ListCriteria there = criteria;
        return there == null ? List.of() : there.offered();
    }

    private static Map<String, String> core() {
        Map<String, String> core = new LinkedHashMap<>();
        for (String id :
                List.of("title", "company", "email", "mobile", "phone", "department", "city", "owner", "changed")) {
            core.put(id, "field." + id);
        }
        return core;
    }

    /** Where the list stands: everything that its links need. */
    public record ListState(
            String filterToken,
            Filters.Form form,
            String sort,
            boolean descending,
            int limit,
            String cursor,
            String back,
            @Nullable String companyName,
            Map<CriterionFilter, Text> met,
            PageAddress mark) {

        /** Returns the address of the list in another order. */
        public String sorted(String by) {
            boolean turn = sort.equals(by) && !descending;
            return address(mark, filterToken, (turn ? "-" : "") + by, limit, "", "");
        }

        /** Returns the aria-sort value of a column. */
        public String ariaSort(String by) {
            return sort.equals(by) ? descending ? "descending" : "ascending" : "none";
        }

        /** Returns the address of the next page. */
        public String next(String next) {
            String trail = back.isEmpty() ? "0" + cursor : back + BETWEEN + "0" + cursor;
            List<String> steps = List.of(trail.split("\\.", -1));
            if (steps.size() > MAX_BACK) {
                trail = String.join(BETWEEN, steps.subList(steps.size() - MAX_BACK, steps.size()));
            }
            return address(mark, filterToken, (descending ? "-" : "") + sort, limit, next, trail);
        }

        /** Returns the address of the page before, or null on the first. */
        public @Nullable String previous() {
            if (back.isEmpty()) {
                return cursor.isEmpty()
                        ? null
                        : address(mark, filterToken, (descending ? "-" : "") + sort, limit, "", "");
            }
            int last = back.lastIndexOf('.');
            String step = back.substring(last + 1);
            return address(
                    mark,
                    filterToken,
                    (descending ? "-" : "") + sort,
                    limit,
                    step.isEmpty() ? "" : step.substring(1),
                    last < 0 ? "" : back.substring(0, last));
        }

        /** Returns a condition on a free field in words. */
        public String freeWords(FreeField field, Shell shell) {
            String value = form.free().getOrDefault(field.key(), "");
            return value.equals(FreeParts.EMPTY)
                    ? shell.t("filter.without")
                    : field.choices().stream()
                            .filter(c -> c.key().equals(value))
                            .findFirst()
                            .map(c -> shell.t(c.label()))
                            .orElse(value);
        }

        /** Returns the address of the list without one condition. */
        public String without(String name) {
            Filters.Form less = form.without(name);
            return address(mark, less.empty() ? "" : less.token(), (descending ? "-" : "") + sort, limit, "", "");
        }

        /** Returns the address of the list without any condition, and without a view. */
        public String cleared() {
            return mark.with(ListLook.VIEW, null).toString();
        }

        /** Returns the address of this page, to come back to. */
        public String address() {
            return here().toString();
        }

        /** Returns the address of this page. */
        PageAddress here() {
            return place(mark, filterToken, (descending ? "-" : "") + sort, limit, cursor, back);
        }

        private static String address(
                PageAddress mark, String filter, String sort, int limit, String cursor, String back) {
            return place(mark, filter, sort, limit, cursor, back).toString();
        }

        private static PageAddress place(
                PageAddress mark, String filter, String sort, int limit, String cursor, String back) {
            return mark.with("f", filter)
                    .with("sort", sort.equals("name") ? "" : sort)
                    .with("limit", limit == 50 ? "" : String.valueOf(limit))
                    .with("cursor", cursor)
                    .with("back", back);
        }
    }

    /** Shows the list: what the address says, or a view that it names. */
    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        ListLook look = lists.look(LIST, uri);
        Map<String, String> asked = look.parameters();
        Filters.Form form = look.ofView() ? Filters.Form.of(asked) : Filters.read(asked.get("f"));
        String sort = asked.getOrDefault("sort", "name");
        boolean descending = sort.startsWith("-");
        String by = descending ? sort.substring(1) : sort;
        ContactQuery.Sort order = order(by);
        String field = free.sorted("contact", by);
        String limit = asked.getOrDefault("limit", "");
        int size = limit.equals("25") || limit.equals("100") ? Integer.parseInt(limit) : 50;
        Page<Contact> page;
        String at = asked.getOrDefault("cursor", "");
        String back = asked.getOrDefault("back", "");
        String steps = back.matches("[A-Za-z0-9_.-]*") ? back : "";
        try {
            page = contacts.list(
                    new ContactQuery(form.filter(), order, descending, at.isBlank() ? null : at, size, field));
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            at = "";
            steps = "";
            page = contacts.list(new ContactQuery(form.filter(), order, descending, null, size, field));
        }
        String company = null;
        if (!form.company().isBlank()) {
            company = companies.get(CompanyId.parse(form.company())).name();
        }
        ListState state = new ListState(
                form.empty() ? "" : look.ofView() ? form.token() : asked.getOrDefault("f", ""),
                form,
                field == null ? order.name().toLowerCase(Locale.ROOT) : by,
                descending,
                size,
                at,
                steps,
                company,
                met(form),
                look.address(PageAddress.of("/ui/contacts")));
        Shell shell = pages.shell(headers, uri);
        UiContext context = shell.context(access.caller());
        List<ListLook.Column> all = columns(shell, context);
        List<String> own = new ArrayList<>(OWN);
        all.stream()
                .map(ListLook.Column::id)
                .filter(id -> !CORE.containsKey(id))
                .forEach(own::add);
        List<String> shown = look.shown(own, all);
        List<Parts.Column> columns = new ArrayList<>(free.columns(
                "contact",
                page.items().stream()
                        .map(c -> new FreeParts.Row(c.id().value(), c.freeFields()))
                        .toList(),
                shell.language(),
                shown));
        columns.addAll(parts.columns(
                UiColumn.Table.CONTACTS,
                page.items().stream().map(c -> c.id().value()).toList(),
                context,
                shown));
        Map<String, String> query = new HashMap<>(form.values());
        if (!sort.equals("name")) {
            query.put("sort", sort);
        }
        if (size != 50) {
            query.put("limit", String.valueOf(size));
        }
        return pages.page(
                200,
                shell,
                "contacts",
                "page",
                page,
                "state",
                state,
                "categories",
                companies.categories(),
                "columns",
                columns,
                "free",
                free.fields("contact"),
                "criteria",
                criteria(),
                "bulks",
                parts.bulks(context.caller()),
                "shown",
                shown,
                "ready",
                ready(form, look, context),
                "look",
                lists.drawn(look, context, state.here(), query, all, shown));
    }

    private List<ListLook.Column> columns(Shell shell, UiContext context) {
        List<ListLook.Column> all = new ArrayList<>();
        CORE.forEach((id, key) -> all.add(new ListLook.Column(id, shell.text(key))));
        all.addAll(free.choices("contact"));
        all.addAll(parts.choices(UiColumn.Table.CONTACTS, context.caller()));
        return all;
    }

    /** Returns the views that come with the product; there is one of contacts without a purpose where there is such a field. */
    private List<Lists.Ready> ready(Filters.Form form, ListLook look, UiContext context) {
        Map<String, Filters.Form> ready = new LinkedHashMap<>();
        ready.put("contacts.view.all", Filters.Form.EMPTY);
        ready.put(
                "contacts.view.mine",
                Filters.Form.of(Map.of("owner", context.caller().userName())));
        if (free.fields("contact").stream().anyMatch(f -> f.key().equals(PURPOSE))) {
            ready.put("contacts.view.purpose", Filters.Form.of(Map.of("free." + PURPOSE, FreeParts.EMPTY)));
        }
        ready.put("contacts.view.uncontacted", Filters.Form.of(Map.of("uncontacted", "30")));
        return ready.entrySet().stream()
                .map(e -> new Lists.Ready(
                        e.getKey(),
                        look.plain("/ui/contacts")
                                .with(
                                        "f",
                                        e.getValue().empty()
                                                ? null
                                                : e.getValue().token())
                                .toString(),
                        !look.inView() && form.equals(e.getValue())))
                .toList();
    }

    /** Takes the filter form; the words travel sealed. */
    @POST
    @Path("filter")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response filter(MultivaluedMap<String, String> form) {
        Filters.Form filter = Filters.Form.of(form);
        return Pages.redirect(Lists.marked("/ui/contacts", form)
                .with("f", filter.empty() ? null : filter.token())
                .toString());
    }

    /** Shows the form of a new contact. */
    @GET
    @Path("new")
    public Response form(
            @QueryParam("company") @Nullable String company, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        Map<String, String> values = new LinkedHashMap<>();
        if (company != null) {
            values.put("companyName", companies.get(CompanyId.parse(company)).name());
            values.put("companyId", company);
        }
        return formPage(200, headers, uri, null, "", values, Map.of(), null, null, null);
    }

    /** Creates a contact. */
    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        Map<String, String> values = values(form);
        try {
            Contact created = contacts.create(draft(values, form), Readmissions.of(form));
            return Pages.redirect("/ui/contacts/" + created.id() + "?done=created");
        } catch (GallraException e) {
            return refused(e, headers, uri, null, "", values, form);
        }
    }

    /** Shows a card. */
    @GET
    @Path("{id}")
    public Response card(@PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        Contact contact = contacts.get(ContactId.parse(id));
        Shell shell = pages.shell(headers, uri);
        UiContext context = new UiContext(
                contact.id(),
                null,
                contact.anonymizedAt() != null || contact.restricted(),
                access.caller(),
                shell.language(),
                Shell.ZONE,
                shell.csrf(),
                shell.path());
        Map<UiPanel.Slot, List<Parts.Panel>> panels =
                parts.panels(context, UiPanel.Slot.CONTACT_MAIN, UiPanel.Slot.CONTACT_RIGHT);
        return pages.page(
                200,
                shell,
                "contact",
                "contact",
                contact,
                "main",
                panels.getOrDefault(UiPanel.Slot.CONTACT_MAIN, List.of()),
                "right",
                panels.getOrDefault(UiPanel.Slot.CONTACT_RIGHT, List.of()),
                "actions",
                context.anonymized() ? List.of() : parts.actions(UiRecordAction.Card.CONTACT, context),
                "waits",
                waits(contact));
    }

    /** Returns the act that restricts a contact, or null if there is none. */
    private @Nullable PlanView waits(Contact contact) {
        WaitingActs now = waiting;
        return now == null || !contact.restricted()
                ? null
                : now.of(contact.id()).map(PlanView::new).orElse(null);
    }

    /** Shows the form of a contact. */
    @GET
    @Path("{id}/edit")
    public Response edit(@PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        Contact contact = contacts.get(ContactId.parse(id));
        return formPage(
                200,
                headers,
                uri,
                contact.id(),
                String.valueOf(contact.version()),
                values(contact),
                Map.of(),
                null,
                contact.freeFields(),
                null);
    }

    /** Changes a contact. */
    @POST
    @Path("{id}/edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response update(
            @PathParam("id") String id,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ContactId contact = ContactId.parse(id);
        Map<String, String> values = values(form);
        String version = Filters.value(form, "version");
        try {
            contacts.update(
                    contact,
                    version.matches("\\d{1,18}") ? Long.parseLong(version) : -1,
                    draft(values, form),
                    Readmissions.of(form));
            return Pages.redirect("/ui/contacts/" + contact + "?done=saved");
        } catch (GallraException e) {
            return refused(e, headers, uri, contact, version, values, form);
        }
    }

    private Response refused(
            GallraException e,
            HttpHeaders headers,
            UriInfo uri,
            @Nullable ContactId id,
            String version,
            Map<String, String> values,
            MultivaluedMap<String, String> form) {
        return switch (e.code()) {
            case INVALID -> {
                Shell shell = pages.shell(headers, uri);
                Map<String, String> errors = new LinkedHashMap<>();
                e.violations()
                        .forEach(v ->
                                errors.put(v.field().equals("company") ? "companyName" : v.field(), shell.t(v.text())));
                yield formPage(422, headers, uri, id, version, values, errors, e.text(), null, form);
            }
            case STALE -> {
                // whoever sends the form again has seen what it replaces
                Contact now = contacts.get(Objects.requireNonNull(id));
                yield formPage(
                        412,
                        headers,
                        uri,
                        id,
                        String.valueOf(now.version()),
                        values,
                        Map.of(),
                        RecordPages.OVERTAKEN,
                        null,
                        form,
                        false,
                        now);
            }
            case CONFLICT -> formPage(409, headers, uri, id, version, values, Map.of(), e.text(), null, form);
            case ERASED_PERSON ->
                formPage(409, headers, uri, id, version, values, Map.of(), e.text(), null, form, true, null);
            default -> throw e;
        };
    }

    private Response formPage(
            int status,
            HttpHeaders headers,
            UriInfo uri,
            @Nullable ContactId id,
            String version,
            Map<String, String> values,
            Map<String, String> errors,
            @Nullable Text error,
            @Nullable Map<String, Object> freeFields,
            @Nullable Map<String, List<String>> form) {
        return formPage(status, headers, uri, id, version, values, errors, error, freeFields, form, false, null);
    }

    private Response formPage(
            int status,
            HttpHeaders headers,
            UriInfo uri,
            @Nullable ContactId id,
            String version,
            Map<String, String> values,
            Map<String, String> errors,
            @Nullable Text error,
            @Nullable Map<String, Object> freeFields,
            @Nullable Map<String, List<String>> form,
            boolean erased,
            @Nullable Contact now) {
        Shell shell = pages.shell(headers, uri);
        return pages.page(
                status,
                shell,
                "contactForm",
                "free",
                free.inputs("contact", freeFields, form, errors, shell.language()),
                "id",
                id == null ? "" : id.toString(),
                "version",
                version,
                "values",
                values,
                "errors",
                errors,
                "error",
                error,
                "theirs",
                now == null ? Map.of() : theirs(values, values(now)),
                "freeTheirs",
                free.details("contact", now == null ? Map.of() : now.freeFields(), shell.language()),
                "reasons",
                Readmissions.offered(access, erased));
    }

    /** Finds the company that the form names; makes it if the form says so. */
    private ContactDraft draft(Map<String, String> values, MultivaluedMap<String, String> form) {
        access.require(Permission.WRITE);
        Map<String, @Nullable Object> freeFields = free.read("contact", form);
        String name = values.getOrDefault("companyName", "");
        CompanyId company = null;
        if (!name.isBlank()) {
            company = company(name, values.getOrDefault("companyId", ""), "on".equals(values.get("companyNew")));
        }
        return ContactDraft.builder()
                .company(company)
                .firstName(values.get("firstName"))
                .lastName(values.get("lastName"))
                .title(values.get("title"))
                .department(values.get("department"))
                .email(values.get("email"))
                .mobile(values.get("mobile"))
                .phone(values.get("phone"))
                .street(values.get("street"))
                .postalCode(values.get("postalCode"))
                .city(values.get("city"))
                .country(values.get("country"))
                .website(values.get("website"))
                .notes(values.get("notes"))
                .owner(values.get("owner"))
                .freeFields(freeFields)
                .build();
    }

    private CompanyId company(String name, String id, boolean create) {
        if (!id.isBlank()) {
            Company known = companies.get(CompanyId.parse(id));
            if (known.name().equalsIgnoreCase(name)) {
                return known.id();
            }
        }
        String words = name.length() > 200 ? name.substring(0, 200) : name;
        List<Company> found =
                companies
                        .list(new CompanyQuery(words, null, null, CompanyQuery.Sort.NAME, false, null, 200))
                        .items()
                        .stream()
                        .filter(c -> c.name().equalsIgnoreCase(name))
                        .toList();
        if (found.size() == 1) {
            return found.get(0).id();
        }
        if (found.isEmpty() && create) {
            return companies.create(CompanyDraft.builder().name(name).build()).id();
        }
        throw GallraException.invalid(
                "companyName",
                found.isEmpty()
                        ? new Text(
                                "Företaget finns inte. Välj ett ur listan eller kryssa i att det ska skapas.",
                                "There is no such company. Choose one from the list, or tick that it shall be created.")
                        : new Text(
                                "Flera företag heter så. Öppna rätt företag och lägg till kontaktpersonen där.",
                                "Several companies have that name. Open the right one and add the contact there."));
    }

    private static Map<String, String> values(MultivaluedMap<String, String> form) {
        Map<String, String> values = new LinkedHashMap<>();
        form.forEach((name, list) -> {
            if (!name.startsWith("_") && !list.isEmpty()) {
                values.put(name, Objects.requireNonNullElse(list.get(0), ""));
            }
        });
        return values;
    }

    private static Map<String, String> values(Contact contact) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put(
                "companyId",
                contact.company() == null ? null : contact.company().toString());
        all.put("companyName", contact.companyName());
        all.put("firstName", contact.firstName());
        all.put("lastName", contact.lastName());
        all.put("title", contact.title());
        all.put("department", contact.department());
        all.put("email", contact.email());
        all.put("mobile", contact.mobile());
        all.put("phone", contact.phone());
        all.put("street", contact.street());
        all.put("postalCode", contact.postalCode());
        all.put("city", contact.city());
        all.put("country", contact.country());
        all.put("website", contact.website());
        all.put("notes", contact.notes());
        all.put("owner", contact.owner());
        Map<String, String> values = new LinkedHashMap<>();
        all.forEach((name, value) -> values.put(name, Objects.requireNonNullElse(value, "")));
        return values;
    }

    /** Returns what is saved now, where something else was typed. */
    static Map<String, String> theirs(Map<String, String> mine, Map<String, String> now) {
        Map<String, String> theirs = new LinkedHashMap<>(now);
        theirs.entrySet().removeIf(e -> e.getValue()
                .strip()
                .equals(mine.getOrDefault(e.getKey(), "").replace("\r\n", "\n").strip()));
        return theirs;
    }

    private static ContactQuery.Sort order(String name) {
        for (ContactQuery.Sort sort : ContactQuery.Sort.values()) {
            if (sort.name().equalsIgnoreCase(name)) {
                return sort;
            }
        }
        return ContactQuery.Sort.NAME;
    }

    /** Returns the ids of a form's ticked rows; unknown ones are left out. */
    static List<ContactId> ticked(MultivaluedMap<String, String> form, String name) {
        List<ContactId> ids = new ArrayList<>();
        for (String id : form.getOrDefault(name, List.of())) {
            try {
                ids.add(ContactId.parse(id));
            } catch (GallraException e) {
                continue; // no id of ours
            }
        }
        return ids;
    }

    /** Returns the filter of a form whose "all that match" is chosen, or null. */
    static @Nullable ContactFilter all(MultivaluedMap<String, String> form) {
        if (!"1".equals(form.getFirst("all"))) {
            return null;
        }
        String token = Filters.value(form, "f");
        if (!token.isEmpty() && Sealed.open(token) == null) {
            throw new GallraException(
                    GallraException.Code.CONFLICT,
                    new Text(
                            "Urvalet gäller inte längre: Gallra har startats om. Ladda om listan och markera igen.",
                            "The selection is no longer valid: Gallra was restarted. Reload the list and mark again."));
        }
        return Filters.read(token).filter();
    }
}
