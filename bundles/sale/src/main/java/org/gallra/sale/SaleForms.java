package org.gallra.sale;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Takes the form of the panel and leads back to the card. The host has checked the form's {@code _csrf}. */
@Component(service = SaleForms.class)
@UiResource
@Path("x/org.gallra.sale")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class SaleForms {

    private final SaleService sales;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public SaleForms(@Reference SaleService sales) {
        this.sales = sales;
    }

    /** Creates a sale. */
    @POST
    @Path("sales")
    public Response create(
            @FormParam("contact") @Nullable String contact,
            @FormParam("company") @Nullable String company,
            @FormParam("description") @Nullable String description,
            @FormParam("amount") @Nullable String amount,
            @FormParam("currency") @Nullable String currency,
            @FormParam("order") @Nullable String order,
            @FormParam("invoice") @Nullable String invoice,
            @FormParam("sold") @Nullable String sold,
            @FormParam(FormInput.BACK) @Nullable String back,
            MultivaluedMap<String, String> form) {
        URI card = FormInput.back(back, "sales");
        sales.create(new SaleDraft(
                contact == null || contact.isBlank() ? null : ContactId.parse(contact),
                company == null || company.isBlank() ? null : CompanyId.parse(company),
                order,
                invoice,
                description,
                null,
                null,
                FormInput.amount("amount", amount),
                currency,
                FormInput.day("soldOn", sold),
                null,
                FreeFieldForms.read(fields, SaleFields.OWNER, form)));
        return Response.seeOther(card).build();
    }
}
