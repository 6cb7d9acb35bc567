package org.gallra.api.addon;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A vendor's bundle that lies in the server's deploy directory.
 *
 * @param bundle its symbolic name
 * @param version its version
 * @param name its name for people
 * @param running whether it runs; one that does not yet, or cannot, is installed only
 */
@ProviderType
public record AddOn(String bundle, String version, Text name, boolean running) {}
