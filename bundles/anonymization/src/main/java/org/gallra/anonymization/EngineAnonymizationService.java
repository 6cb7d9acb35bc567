package org.gallra.anonymization;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rules of anonymization over the engine: who may, and what always goes. */
@Component(service = AnonymizationService.class)
public final class EngineAnonymizationService implements AnonymizationService {

    private static final String CONTACT = "contact.contact";
    private static final int SMALLEST_GROUP = 3;

    /** PRIVACY.md rule 16, (a) to (f); (g) are the free fields, which are mandatory by their own declaration. */
    private static final Map<String, Text> ALWAYS = always();

    private final ErasureEngine engine;
    private final PersonalDataRegister register;
    private final AccessControl access;
    private final int smallestGroup;

    /** What the check of what singles out calls few. */
    public @interface Settings {

        /** The smallest group of people that is large enough, 2 to 1,000. */
        int smallestGroup() default SMALLEST_GROUP;
    }

    /** Takes the engine and the setting. */
    @Activate
    public EngineAnonymizationService(
            @Reference ErasureEngine engine,
            @Reference PersonalDataRegister register,
            @Reference AccessControl access,
            Settings settings) {
        this(engine, register, access, settings.smallestGroup());
    }

    /** Takes the engine. */
    public EngineAnonymizationService(ErasureEngine engine, PersonalDataRegister register, AccessControl access) {
        this(engine, register, access, SMALLEST_GROUP);
    }

    private EngineAnonymizationService(
            ErasureEngine engine, PersonalDataRegister register, AccessControl access, int smallestGroup) {
        this.engine = engine;
        this.register = register;
        this.access = access;
        this.smallestGroup = smallestGroup;
    }

    @Override
    public List<Category> categories() {
        access.require(Permission.ANONYMIZE);
        RegisterSnapshot snapshot = checked();
        List<Category> categories = new ArrayList<>();
        for (Contributor contributor : snapshot.contributors()) {
            for (RecordDeclaration record : contributor.records()) {
                boolean reached =
                        record.links().stream().anyMatch(l -> !l.kind().company());
                if (record.subject() == DataSubject.CONTACT && reached) {
                    categories.add(new Category(
                            record.id(),
                            record.label(),
                            record.bundle(),
                            contributor.presence() == Contributor.Presence.DEPARTED,
                            null,
                            record.fields(),
                            record.quasi().stream()
                                    .filter(QuasiIdentifier::offers)
                                    .toList()));
                }
            }
            for (StoreDeclaration store : contributor.stores()) {
                categories.add(new Category(
                        store.id(),
                        store.label(),
                        store.bundle(),
                        contributor.presence() == Contributor.Presence.DEPARTED,
                        store.kind(),
                        store.fields(),
                        List.of()));
            }
        }
        categories.sort(Comparator.comparing((Category c) -> !c.record().equals(CONTACT))
                .thenComparing(Category::bundle)
                .thenComparing(Category::record));
        return categories;
    }

    @Override
    public ErasurePlan plan(
            List<ContactId> contacts,
            @org.jspecify.annotations.Nullable ContactFilter filter,
            Set<String> fields,
            @org.jspecify.annotations.Nullable String reason) {
        access.require(Permission.ANONYMIZE);
        checked();
        return engine.plan(new ErasureRequest(ErasureAction.ANONYMIZE, contacts, filter, List.of(), fields, reason));
    }

    @Override
    public ErasurePlan plan(
            SqlFragment selection, Set<String> fields, @org.jspecify.annotations.Nullable String reason) {
        access.require(Permission.ANONYMIZE);
        checked();
        return engine.plan(ErasureRequest.selected(ErasureAction.ANONYMIZE, selection, fields, reason));
    }

    @Override
    public ErasurePlan get(UUID plan) {
        access.require(Permission.ANONYMIZE);
        ErasurePlan found = engine.get(plan);
        if (found.action() != ErasureAction.ANONYMIZE) {
            throw unknown();
        }
        return found;
    }

    @Override
    public SinglingOut singlingOut(UUID plan, @org.jspecify.annotations.Nullable Integer limit) {
        get(plan);
        return engine.singlingOut(plan, limit == null ? smallestGroup : limit);
    }

    @Override
    public ErasurePlan generalize(UUID plan, Set<String> measures) {
        get(plan);
        checked();
        return engine.generalize(plan, measures);
    }

    @Override
    public ErasurePlan execute(UUID plan, String digest, boolean acceptGaps) {
        get(plan);
        checked();
        return engine.execute(plan, digest, acceptGaps);
    }

    /** Refuses to work with declarations that would leave one of the fields that always go. */
    private RegisterSnapshot checked() {
        RegisterSnapshot snapshot = register.snapshot();
        List<Text> loose = new ArrayList<>();
        ALWAYS.forEach((field, name) -> {
            boolean goes = snapshot.record(CONTACT)
                    .flatMap(r -> r.field(field))
                    .filter(FieldDeclaration::mandatory)
                    .filter(f -> f.strategy() != Strategy.KEEP)
                    .isPresent();
            if (!goes) {
                loose.add(name);
            }
        });
        if (!loose.isEmpty()) {
            String sv = String.join(", ", loose.stream().map(Text::sv).toList());
            String en = String.join(", ", loose.stream().map(Text::en).toList());
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Anonymisering är avstängd: " + sv
                                    + " deklareras inte som tvingande. Installera om tillägget"
                                    + " org.gallra.contact.",
                            "Anonymization is off: " + en + " is not declared mandatory. Reinstall the bundle"
                                    + " org.gallra.contact."));
        }
        return snapshot;
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Planen finns inte. Gör en ny förhandsgranskning.", "There is no such plan. Make a new preview."));
    }

    private static Map<String, Text> always() {
        Map<String, Text> always = new LinkedHashMap<>();
        always.put(CONTACT + ".firstName", new Text("Förnamn", "First name"));
        always.put(CONTACT + ".lastName", new Text("Efternamn", "Last name"));
        always.put(CONTACT + ".title", new Text("Titel", "Title"));
        always.put(CONTACT + ".mobile", new Text("Mobilnummer", "Mobile"));
        always.put(CONTACT + ".phone", new Text("Telefon", "Phone"));
        always.put(CONTACT + ".email", new Text("E-post", "E-mail"));
        always.put(CONTACT + ".notes", new Text("Anteckningar", "Notes"));
        return always;
    }
}
