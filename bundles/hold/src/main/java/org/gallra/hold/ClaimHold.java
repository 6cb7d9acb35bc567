package org.gallra.hold;

import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.persistence.SchemaReady;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Holds those who are under a hold for a legal claim. */
@Component(service = ErasureBlocker.class)
public final class ClaimHold extends HoldBlocker {

    /** Waits for the tables. */
    @Activate
    public ClaimHold(
            @Reference ContactDirectory directory,
            @Reference(target = "(gallra.schema=org.gallra.hold)") SchemaReady schema) {
        super(HoldGround.CLAIM, directory);
    }
}
