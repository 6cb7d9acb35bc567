package org.gallra.register;

import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** The content of an installed bundle. */
record InstalledContent(Bundle bundle) implements BundleContent {

    @Override
    public String name() {
        return bundle.getSymbolicName();
    }

    @Override
    public String version() {
        return bundle.getVersion().toString();
    }

    @Override
    public @Nullable String header(String header) {
        return bundle.getHeaders("").get(header);
    }

    @Override
    public String title() {
        String title = bundle.getHeaders("en").get("Bundle-Name");
        return title == null || title.isBlank() ? name() : title;
    }

    @Override
    public List<Map<String, Object>> capabilities(String namespace) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? List.of()
                : revision.getDeclaredCapabilities(namespace).stream()
                        .map(BundleCapability::getAttributes)
                        .toList();
    }

    @Override
    public @Nullable URL entry(String path) {
        return bundle.getEntry(path);
    }
}
