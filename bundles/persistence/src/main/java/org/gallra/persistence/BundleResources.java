package org.gallra.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;
import liquibase.resource.URIResource;
import org.osgi.framework.Bundle;

/** Lets Liquibase read a changelog out of a bundle without loading a class of it. */
final class BundleResources extends AbstractResourceAccessor {

    private final Bundle bundle;

    BundleResources(Bundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public List<Resource> getAll(String path) throws IOException {
        URL url = bundle.getEntry(path);
        return url == null ? List.of() : List.of(resource(path, url));
    }

    @Override
    public List<Resource> search(String path, boolean recursive) throws IOException {
        List<Resource> found = new ArrayList<>();
        var urls = bundle.findEntries(path, "*", recursive);
        for (URL url : urls == null ? List.<URL>of() : Collections.list(urls)) {
            if (!url.getPath().endsWith("/")) {
                found.add(resource(url.getPath().substring(1), url));
            }
        }
        return found;
    }

    @Override
    public List<String> describeLocations() {
        return List.of(bundle.getSymbolicName());
    }

    @Override
    public void close() {}

    private static Resource resource(String path, URL url) throws IOException {
        try {
            return new Entry(path, url.toURI(), url);
        } catch (URISyntaxException e) {
            throw new IOException("The bundle has an entry with a name that is no address", e);
        }
    }

    private static final class Entry extends URIResource {

        private final URL url;

        Entry(String path, URI uri, URL url) {
            super(path, uri);
            this.url = url;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return url.openStream();
        }
    }
}
