package org.gallra.sample.events;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the form of the page of events. The host has checked the form's {@code _csrf}. */
@Component(service = EventForms.class)
@UiResource
@Path("x/org.gallra.sample.events")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class EventForms {

    private final Events events;

    /** Takes the service. */
    @Activate
    public EventForms(@Reference Events events) {
        this.events = events;
    }

    /** Creates an event. */
    @POST
    @Path("events")
    public Response create(
            @FormParam("title") @Nullable String title,
            @FormParam("place") @Nullable String place,
            @FormParam("heldOn") @Nullable String heldOn,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.done(back, "events", FormInput.SAVED);
        events.create(new Events.EventDraft(title, place, FormInput.day("heldOn", heldOn)));
        return Response.seeOther(page).build();
    }
}
