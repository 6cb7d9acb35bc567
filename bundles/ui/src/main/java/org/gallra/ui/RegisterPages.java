package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The bundles and what each of them holds about people. */
@Component(service = RegisterPages.class, property = "gallra.mount=/ui")
@JakartarsResource
@Path("bundles")
public final class RegisterPages {

    private final Pages pages;
    private final PersonalDataRegister register;
    private final AccessControl access;

    /** Takes the register. */
    @Activate
    public RegisterPages(
            @Reference Pages pages, @Reference PersonalDataRegister register, @Reference AccessControl access) {
        this.pages = pages;
        this.register = register;
        this.access = access;
    }

    /** Shows all bundles. */
    @GET
    public Response bundles(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ADMINISTER);
        return pages.page(200, pages.shell(headers, uri), "bundles", "register", register.snapshot());
    }
}
