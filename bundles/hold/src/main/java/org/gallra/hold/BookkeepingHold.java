package org.gallra.hold;

import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.persistence.SchemaReady;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Holds those who are under a hold for bookkeeping. */
@Component(service = ErasureBlocker.class)
public final class BookkeepingHold extends HoldBlocker {

    /** Waits for the tables. */
    @Activate
    public BookkeepingHold(
            @Reference ContactDirectory directory,
            @Reference(target = "(gallra.schema=org.gallra.hold)") SchemaReady schema) {
        super(HoldGround.BOOKKEEPING, directory);
    }
}
