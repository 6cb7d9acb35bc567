package org.gallra.ui;

import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.request.SubjectRequests;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The number of a data subject's request that travels with the forms of an erasure, so that the request finds its receipt. */
@Component(service = Requested.class)
public final class Requested {

    private final @Nullable SubjectRequests requests;

    /** Takes the register of requests; without it no number is taken. */
    @Activate
    public Requested(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    SubjectRequests requests) {
        this.requests = requests;
    }

    /**
     * Returns the number without blanks, an empty text if there is none.
     *
     * @throws GallraException {@code INVALID} naming {@code request} if no open request of one of the contacts has it
     */
    String checked(@Nullable String number, List<ContactId> contacts) {
        if (number == null || number.isBlank()) {
            return "";
        }
        if (requests == null) {
            throw GallraException.invalid(
                    "request",
                    new Text("Registret över begäranden är inte igång.", "The request register does not run."));
        }
        requests.require(number, contacts);
        return number.strip();
    }

    /** Notes the plan with the request. */
    void planned(String checked, UUID plan) {
        if (requests != null && !checked.isEmpty()) {
            requests.planned(checked, plan);
        }
    }

    /** Returns what the receipt gives as the reason; null without a request. */
    static @Nullable String reason(String checked) {
        return checked.isEmpty() ? null : "Begäran " + checked;
    }
}
