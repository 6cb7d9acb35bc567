package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.selection.ListCriteria;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The list of contacts and its filter. */
@Component(service = ContactListPages.class)
@UiResource
@Path("contacts")
public final class ContactListPages {

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
    public ContactListPages(
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
        ContactListState state = new ContactListState(
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

    private static ContactQuery.Sort order(String name) {
        for (ContactQuery.Sort sort : ContactQuery.Sort.values()) {
            if (sort.name().equalsIgnoreCase(name)) {
                return sort;
            }
        }
        return ContactQuery.Sort.NAME;
    }
}
