package org.gallra.api.erasure;

import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Data or bundles have changed since the plan was made; nothing was changed by the attempt.
 *
 * <p>Code {@code CONFLICT}. The differences say what changed, for the person who decides on a new plan.
 */
@ProviderType
public final class StalePlanException extends GallraException {

    private static final long serialVersionUID = 1L;

    private final transient List<Text> differences;

    /** Makes the error from what has changed, in words and without personal values. */
    public StalePlanException(List<Text> differences) {
        super(
                Code.CONFLICT,
                new Text(
                        "Uppgifterna har ändrats sedan förhandsgranskningen. Inget har gjorts. Förhandsgranska igen.",
                        "The data has changed since the preview. Nothing was done. Make a new preview."));
        this.differences = List.copyOf(differences);
    }

    /** Returns what has changed; never empty. */
    public List<Text> differences() {
        return differences;
    }
}
