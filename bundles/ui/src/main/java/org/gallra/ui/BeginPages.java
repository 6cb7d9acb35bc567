package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiRecordAction;
import org.gallra.api.ui.UiRecordAction.Card;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks whom something concerns that is begun on a list: the person or the company, whose card has the form.
 *
 * @see UiRecordAction#page
 */
@Component(service = BeginPages.class)
@UiResource
@Path("begin/{bundle}/{page}")
public final class BeginPages {

    private static final int MOST = 12;

    private final Pages pages;
    private final Parts parts;
    private final ContactService contacts;
    private final CompanyService companies;
    private final AccessControl access;

    /** Takes the services. */
    @Activate
    public BeginPages(
            @Reference Pages pages,
            @Reference Parts parts,
            @Reference ContactService contacts,
            @Reference CompanyService companies,
            @Reference AccessControl access) {
        this.pages = pages;
        this.parts = parts;
        this.contacts = contacts;
        this.companies = companies;
        this.access = access;
    }

    /**
     * Somebody or a company to choose.
     *
     * @param label the name
     * @param detail title and company, or the town
     * @param href where to go on
     */
    public record Choice(String label, String detail, String href) {}

    /** Takes the words; they travel on sealed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response search(
            @PathParam("bundle") String bundle,
            @PathParam("page") String page,
            @FormParam("text") @DefaultValue("") String text) {
        access.require(Permission.WRITE);
        known(bundle, page, access.caller());
        String words = SearchPages.words(text);
        String here = "/ui/begin/" + bundle + "/" + page;
        return Pages.redirect(words.isEmpty() ? here : here + "?q=" + Sealed.seal(words));
    }

    /** Shows whom the words may mean; without words, who was changed last among those of the user. */
    @GET
    public Response choose(
            @PathParam("bundle") String bundle,
            @PathParam("page") String page,
            @QueryParam("q") @DefaultValue("") String token,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        access.require(Permission.WRITE);
        Caller caller = access.caller();
        Text label = known(bundle, page, caller);
        String words = Objects.requireNonNullElse(Sealed.open(token), "");
        boolean asked = words.length() >= SearchPages.SHORTEST;
        Shell shell = pages.shell(headers, uri);
        List<Choice> people = new ArrayList<>();
        for (Contact one : asked ? contacts.find(words, MOST) : mine(caller)) {
            if (one.anonymizedAt() == null && !one.restricted()) {
                add(people, one, parts.begun(bundle, page, Card.CONTACT, context(shell, caller, one, null)));
            }
        }
        List<Choice> firms = new ArrayList<>();
        for (Company one : asked ? companies.find(words, MOST) : mineToo(caller)) {
            add(firms, one, parts.begun(bundle, page, Card.COMPANY, context(shell, caller, null, one)));
        }
        return pages.page(
                200,
                shell,
                "begin",
                "title",
                shell.t(label),
                "words",
                words,
                "asked",
                asked,
                "back",
                "/ui/settings/" + bundle + "/" + page,
                "people",
                people,
                "companies",
                firms);
    }

    /** Returns what is begun, or says that nothing is. */
    private Text known(String bundle, String page, Caller caller) {
        for (Card card : Card.values()) {
            Text label = parts.beginning(bundle, page, card, caller);
            if (label != null) {
                return label;
            }
        }
        throw new GallraException(
                GallraException.Code.GONE,
                new Text(
                        "Det går inte att börja här (längre): tillägget är borta eller stoppat.",
                        "Nothing can be begun here (any more): the bundle is gone or stopped."));
    }

    private List<Contact> mine(Caller caller) {
        return contacts.list(new ContactQuery(
                        Filters.Form.of(Map.of("owner", caller.userName())).filter(),
                        ContactQuery.Sort.CHANGED,
                        true,
                        null,
                        MOST))
                .items();
    }

    private List<Company> mineToo(Caller caller) {
        return companies
                .list(new CompanyQuery(null, null, caller.userName(), CompanyQuery.Sort.CHANGED, true, null, MOST))
                .items();
    }

    private static UiContext context(Shell shell, Caller caller, @Nullable Contact contact, @Nullable Company company) {
        return new UiContext(
                contact == null ? null : contact.id(),
                company == null ? null : company.id(),
                false,
                caller,
                shell.language(),
                Shell.ZONE,
                shell.csrf(),
                shell.path());
    }

    private static void add(List<Choice> people, Contact one, Parts.@Nullable Action begun) {
        if (begun != null) {
            String title = Objects.requireNonNullElse(one.title(), "");
            String company = Objects.requireNonNullElse(one.companyName(), "");
            people.add(new Choice(
                    one.displayName(),
                    title + (title.isEmpty() || company.isEmpty() ? "" : " · ") + company,
                    on("/ui/contacts/" + one.id(), begun)));
        }
    }

    private static void add(List<Choice> firms, Company one, Parts.@Nullable Action begun) {
        if (begun != null) {
            firms.add(new Choice(
                    one.name(), Objects.requireNonNullElse(one.city(), ""), on("/ui/companies/" + one.id(), begun)));
        }
    }

    private static String on(String card, Parts.Action begun) {
        return begun.href().startsWith("#") ? card + begun.href() : begun.href();
    }
}
