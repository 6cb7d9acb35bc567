package org.gallra.register;

import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the register reads of a bundle: headers, capabilities and entries. No class of the bundle is loaded. */
public interface BundleContent {

    /** Returns the symbolic name. */
    String name();

    /** Returns the version. */
    String version();

    /** Returns a header of the manifest as it is written there, or null if there is none. */
    @Nullable
    String header(String header);

    /** Returns the English name for people; the symbolic name if there is none. */
    String title();

    /** Returns the attributes of all capabilities of a namespace that the bundle provides, in their order. */
    List<Map<String, Object>> capabilities(String namespace);

    /** Returns where an entry lies, or null if there is no such entry. */
    @Nullable
    URL entry(String path);
}
