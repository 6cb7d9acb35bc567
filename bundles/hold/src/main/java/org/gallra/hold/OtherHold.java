package org.gallra.hold;

import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.persistence.SchemaReady;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Holds those who are under a hold for another reason. */
@Component(service = ErasureBlocker.class)
public final class OtherHold extends HoldBlocker {

    /** Waits for the tables. */
    @Activate
    public OtherHold(
            @Reference ContactDirectory directory,
            @Reference(target = "(gallra.schema=org.gallra.hold)") SchemaReady schema) {
        super(HoldGround.OTHER, directory);
    }
}
