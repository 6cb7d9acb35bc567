package org.gallra.opportunity;

import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Opportunities take free fields. */
@Component
public final class OpportunityFields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new OpportunityFields();

    @Override
    public String id() {
        return "opportunity";
    }

    @Override
    public Text label() {
        return new Text("Affärsmöjligheter", "Opportunities");
    }

    @Override
    public String recordTable() {
        return "opportunity";
    }
}
