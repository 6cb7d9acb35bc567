package org.gallra.deletion;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deletion over the engine. */
@Component(service = DeletionService.class)
public final class EngineDeletionService implements DeletionService {

    private final ErasureEngine engine;
    private final AccessControl access;

    /** Takes the engine. */
    @Activate
    public EngineDeletionService(@Reference ErasureEngine engine, @Reference AccessControl access) {
        this.engine = engine;
        this.access = access;
    }

    @Override
    public ErasurePlan planContacts(List<ContactId> contacts, @Nullable String reason) {
        access.require(Permission.DELETE);
        return engine.plan(new ErasureRequest(ErasureAction.DELETE, contacts, null, List.of(), Set.of(), reason));
    }

    @Override
    public ErasurePlan planCompany(CompanyId company, @Nullable String reason) {
        access.require(Permission.DELETE);
        return engine.plan(
                new ErasureRequest(ErasureAction.DELETE, List.of(), null, List.of(company), Set.of(), reason));
    }

    @Override
    public ErasurePlan get(UUID plan) {
        access.require(Permission.DELETE);
        ErasurePlan found = engine.get(plan);
        if (found.action() != ErasureAction.DELETE) {
            throw unknown();
        }
        return found;
    }

    @Override
    public ErasurePlan execute(UUID plan, String digest, boolean acceptGaps) {
        get(plan);
        return engine.execute(plan, digest, acceptGaps);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Planen finns inte. Gör en ny förhandsgranskning.", "There is no such plan. Make a new preview."));
    }
}
