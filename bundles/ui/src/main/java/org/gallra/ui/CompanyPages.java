package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
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

/** The list of companies, the card and its form. */
@Component(service = CompanyPages.class)
@UiResource
@Path("companies")
public final class CompanyPages {

    private static final String LIST = "companies";

    /** The core's columns beside the name; their headings are named alike. */
    private static final List<String> CORE =
            List.of("orgNumber", "category", "city", "contacts", "phone", "email", "website", "owner", "changed");

    private static final List<String> OWN = List.of("orgNumber", "category", "city", "contacts");

    private final Pages pages;
    private final CompanyService companies;
    private final ContactService contacts;
    private final AccessControl access;
    private final Parts parts;
    private final FreeParts free;
    private final Lists lists;

    /** Takes the services. */
    @Activate
    public CompanyPages(
            @Reference Pages pages,
            @Reference CompanyService companies,
            @Reference ContactService contacts,
            @Reference AccessControl access,
            @Reference Parts parts,
            @Reference FreeParts free,
            @Reference Lists lists) {
        this.pages = pages;
        this.companies = companies;
        this.contacts = contacts;
        this.access = access;
        this.parts = parts;
        this.free = free;
        this.lists = lists;
    }

    /** Shows the list: what the address says, or a view that it names. */
    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        ListLook look = lists.look(LIST, uri);
        Map<String, String> asked = look.parameters();
        String token = asked.getOrDefault("f", "");
        String category = asked.getOrDefault("category", "");
        String sort = asked.getOrDefault("sort", "name");
        String cursor = asked.getOrDefault("cursor", "");
        Filters.Form form = look.ofView() ? Filters.Form.of(asked).ofCompanies() : Filters.read(token);
        if (look.ofView() && !form.empty()) {
            token = form.token();
        }
        // a search leads here with its words alone
        String text = form.empty() ? Objects.requireNonNullElse(Sealed.open(token), "") : form.text();
        boolean descending = sort.startsWith("-");
        CompanyQuery.Sort order = sort.endsWith("changed") ? CompanyQuery.Sort.CHANGED : CompanyQuery.Sort.NAME;
        CompanyQuery query = new CompanyQuery(
                text.isBlank() ? null : text,
                category.isBlank() ? null : category,
                null,
                order,
                descending,
                cursor.isBlank() ? null : cursor,
                50,
                FreeParts.conditions(form.free()),
                free.sorted("company", descending ? sort.substring(1) : sort));
        Page<Company> page;
        try {
            page = companies.list(query);
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return Pages.redirect("/ui/companies");
        }
        Shell shell = pages.shell(headers, uri);
        UiContext context = shell.context(access.caller());
        List<ListLook.Column> all = columns(shell, context);
        List<String> own = new ArrayList<>(OWN);
        all.stream().map(ListLook.Column::id).filter(id -> !CORE.contains(id)).forEach(own::add);
        List<String> shown = look.shown(own, all);
        List<Parts.Column> columns = new ArrayList<>(free.columns(
                "company",
                page.items().stream()
                        .map(c -> new FreeParts.Row(c.id().value(), c.freeFields()))
                        .toList(),
                shell.language(),
                shown));
        columns.addAll(parts.columns(
                UiColumn.Table.COMPANIES,
                page.items().stream().map(c -> c.id().value()).toList(),
                context,
                shown));
        String words = text.isBlank() && form.empty() ? "" : token;
        PageAddress mark = look.address(PageAddress.of("/ui/companies"));
        PageAddress here = mark.with("f", words)
                .with("category", category)
                .with("sort", sort.equals("name") ? null : sort)
                .with("cursor", cursor);
        Map<String, String> kept = new HashMap<>(form.values());
        kept.put("text", text);
        kept.put("category", category);
        kept.put("sort", sort.equals("name") ? "" : sort);
        kept.values().removeIf(String::isBlank);
        return pages.page(
                200,
                shell,
                "companies",
                "page",
                page,
                "text",
                text,
                "token",
                words,
                "category",
                category,
                "sort",
                sort,
                "first",
                cursor.isBlank(),
                "categories",
                companies.categories(),
                "columns",
                columns,
                "free",
                free.fields("company"),
                "filled",
                form.free(),
                "shown",
                shown,
                "mark",
                mark,
                "look",
                lists.drawn(look, context, here, kept, all, shown));
    }

    private List<ListLook.Column> columns(Shell shell, UiContext context) {
        List<ListLook.Column> all = new ArrayList<>();
        CORE.forEach(id -> all.add(new ListLook.Column(id, shell.text("field." + id))));
        all.addAll(free.choices("company"));
        all.addAll(parts.choices(UiColumn.Table.COMPANIES, context.caller()));
        return all;
    }

    /** Takes the search form; the words travel sealed. */
    @POST
    @Path("filter")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response filter(MultivaluedMap<String, String> form) {
        Filters.Form filter = Filters.Form.of(form).ofCompanies();
        String category = Filters.value(form, "category");
        return Pages.redirect(Lists.marked("/ui/companies", form)
                .with("f", filter.empty() ? null : filter.token())
                .with("category", category)
                .toString());
    }

    /** Returns companies for the chooser: one {@code <option>} each. */
    @POST
    @Path("options")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces("text/html;charset=utf-8")
    public Response options(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        String text = Filters.value(form, "text");
        List<Company> found = text.isBlank()
                ? List.of()
                : companies
                        .list(new CompanyQuery(
                                text.length() > 200 ? text.substring(0, 200) : text,
                                null,
                                null,
                                CompanyQuery.Sort.NAME,
                                false,
                                null,
                                20))
                        .items();
        return pages.page(200, pages.shell(headers, uri), "companyOptions", "companies", found);
    }

    /** Shows a card. */
    @GET
    @Path("{id}")
    public Response card(
            @PathParam("id") String id,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Company company = companies.get(CompanyId.parse(id));
        Shell shell = pages.shell(headers, uri);
        ContactFilter all = ContactFilter.of(company.id()).with(ContactFilter.Anonymized.INCLUDE);
        Page<Contact> people = contacts.list(new ContactQuery(all, ContactQuery.Sort.NAME, false, cursor, 100));
        UiContext context = new UiContext(
                null, company.id(), false, access.caller(), shell.language(), Shell.ZONE, shell.csrf(), shell.path());
        Map<UiPanel.Slot, List<Parts.Panel>> panels =
                parts.panels(context, UiPanel.Slot.COMPANY_LEFT, UiPanel.Slot.COMPANY_MAIN, UiPanel.Slot.COMPANY_RIGHT);
        return pages.page(
                200,
                shell,
                "company",
                "company",
                company,
                "people",
                people,
                "left",
                panels.getOrDefault(UiPanel.Slot.COMPANY_LEFT, List.of()),
                "main",
                panels.getOrDefault(UiPanel.Slot.COMPANY_MAIN, List.of()),
                "right",
                panels.getOrDefault(UiPanel.Slot.COMPANY_RIGHT, List.of()),
                "actions",
                parts.actions(UiRecordAction.Card.COMPANY, context));
    }
}
