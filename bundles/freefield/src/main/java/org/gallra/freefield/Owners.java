package org.gallra.freefield;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The types of record that take free fields and are there now. */
@Component(service = Owners.class)
public final class Owners {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9.-]{0,39}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<FreeFieldOwner> owners = List.of();

    /** Starts without any; they come as services. */
    public Owners() {}

    Owners(List<FreeFieldOwner> owners) {
        this.owners = owners;
    }

    /** Returns contacts and companies first, then the others by id. */
    List<FreeFieldOwner> all() {
        List<FreeFieldOwner> sorted = new ArrayList<>(owners);
        sorted.removeIf(o -> !ID.matcher(o.id()).matches());
        sorted.sort(Comparator.comparingInt((FreeFieldOwner o) -> switch (o.id()) {
                    case "contact" -> 0;
                    case "company" -> 1;
                    default -> 2;
                })
                .thenComparing(FreeFieldOwner::id));
        return sorted;
    }

    Optional<FreeFieldOwner> find(String id) {
        return all().stream().filter(o -> o.id().equals(id)).findFirst();
    }

    FreeFieldOwner get(String id) {
        return find(id).orElseThrow(() -> {
            String ids =
                    String.join(", ", all().stream().map(FreeFieldOwner::id).toList());
            return GallraException.invalid("owner", new Text("Ange en av: " + ids + ".", "Give one of: " + ids + "."));
        });
    }

    /** Returns the name of a table or column, which stands in statements. */
    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a table or column: " + name);
        }
        return name;
    }
}
