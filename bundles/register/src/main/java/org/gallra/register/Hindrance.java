package org.gallra.register;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Why a bundle that is installed cannot run: what it needs and nobody has. */
final class Hindrance {

    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final int MOST = 5;

    private Hindrance() {}

    /** Returns what keeps the bundle from running; null if nothing is missing or the bundle is resolved. */
    static @Nullable Text of(Bundle bundle, BundleContext context) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (bundle.getState() != Bundle.INSTALLED || revision == null || wiring == null) {
            return null;
        }
        List<String> missing = revision.getDeclaredRequirements(null).stream()
                .filter(Hindrance::demanded)
                .filter(r -> wiring.findProviders(r).isEmpty())
                .map(Hindrance::name)
                .distinct()
                .limit(MOST)
                .toList();
        String all = String.join(", ", missing);
        return missing.isEmpty()
                ? null
                : new Text(
                        "Tillägget kan inte starta: ingen har " + all
                                + ". Installera det som saknas eller en version som" + " klarar sig utan.",
                        "The bundle cannot start: nobody has " + all
                                + ". Install what is missing, or a version that does" + " without.");
    }

    private static boolean demanded(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && !"dynamic".equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && Constants.EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
    }

    private static String name(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        if (requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            Matcher matcher = PACKAGE.matcher(filter);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return requirement.getNamespace() + " " + filter;
    }
}
