package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.personaldata.DepartedBundles;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The bundles, what each of them holds about people, and what becomes of the data of those that are gone. */
@Component(service = RegisterPages.class)
@UiResource
@Path("bundles")
public final class RegisterPages {

    private final Pages pages;
    private final PersonalDataRegister register;
    private final DepartedBundles departed;
    private final ContributorCalls calls;
    private final Parts parts;
    private final AccessControl access;

    /** Takes the register. */
    @Activate
    public RegisterPages(
            @Reference Pages pages,
            @Reference PersonalDataRegister register,
            @Reference DepartedBundles departed,
            @Reference ContributorCalls calls,
            @Reference Parts parts,
            @Reference AccessControl access) {
        this.pages = pages;
        this.register = register;
        this.departed = departed;
        this.calls = calls;
        this.parts = parts;
        this.access = access;
    }

    /** What a form was refused for, to be shown with it. */
    public record Refusal(String bundle, String error, String until) {

        /** No form was refused. */
        public static final Refusal NONE = new Refusal("", "", "");
    }

    /** Shows all bundles. */
    @GET
    public Response bundles(@Context HttpHeaders headers, @Context UriInfo uri) {
        return shown(200, Refusal.NONE, headers, uri);
    }

    /** Keeps what a departed bundle left behind until a day. */
    @POST
    @Path("{bundle}/keep")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response keep(
            @PathParam("bundle") String bundle,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        access.require(Permission.ADMINISTER);
        String typed = Filters.value(form, "until");
        try {
            LocalDate until = FormInput.day("until", typed);
            if (until == null) {
                throw GallraException.invalid(
                        "until", new Text("Ange den sista dagen.", "State the last day to keep it."));
            }
            departed.keepUntil(bundle, until);
            return Pages.redirect("/ui/bundles?done=kept");
        } catch (GallraException e) {
            return refused(e, bundle, typed, headers, uri);
        }
    }

    /** Hands over what a departed bundle left behind, as a ZIP file. */
    @POST
    @Path("{bundle}/copy")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response copy(@PathParam("bundle") String bundle, MultivaluedMap<String, String> form) {
        access.require(Permission.ADMINISTER);
        departed.check(bundle); // before the answer begins
        StreamingOutput zip = out -> departed.handOver(bundle, out);
        return Response.ok(zip, "application/zip")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + bundle.replaceAll("[^A-Za-z0-9._-]", "-") + ".zip\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Erases what a departed bundle left behind, once its name is typed. */
    @POST
    @Path("{bundle}/erase")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response erase(
            @PathParam("bundle") String bundle,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        access.require(Permission.ADMINISTER);
        access.require(Permission.ANONYMIZE);
        try {
            if (!Filters.value(form, "typed").equalsIgnoreCase(bundle) || form.getFirst("understood") == null) {
                throw GallraException.invalid(
                        "typed",
                        new Text(
                                "Bekräftelsen stämmer inte. Skriv " + bundle + " och kryssa i att du förstår.",
                                "The confirmation is not right. Type " + bundle + " and tick that you understand."));
            }
            departed.erase(bundle);
            return Pages.redirect("/ui/bundles?done=erased");
        } catch (GallraException e) {
            return refused(e, bundle, "", headers, uri);
        }
    }

    private Response refused(GallraException e, String bundle, String until, HttpHeaders headers, UriInfo uri) {
        int status =
                switch (e.code()) {
                    case INVALID -> 422;
                    case CONFLICT -> 409;
                    default -> throw e;
                };
        Text text = e.violations().isEmpty() ? e.text() : e.violations().get(0).text();
        Shell shell = pages.shell(headers, uri);
        return shown(status, new Refusal(bundle, shell.t(text), until), headers, uri);
    }

    private Response shown(int status, Refusal refusal, HttpHeaders headers, UriInfo uri) {
        access.require(Permission.ADMINISTER);
        Shell shell = pages.shell(headers, uri);
        RegisterSnapshot snapshot = register.snapshot();
        return pages.page(
                status,
                shell,
                "bundles",
                "register",
                snapshot,
                "coverage",
                Coverage.of(snapshot, parts.counts(), calls.troubles(), shell),
                "erased",
                departed.erased(),
                "refusal",
                refusal);
    }
}
