package org.gallra.rest;

import org.glassfish.jersey.uri.PathPattern;

/**
 * One resource at its root path. Several may share a path, of which one can be away while the others are there.
 *
 * @param path its root path below the mount
 * @param type the name of its class; not the class, which would hold a bundle that has left
 */
record Part(PathPattern path, String type) {

    boolean is(Part other) {
        return type.equals(other.type) && path.getRegex().equals(other.path.getRegex());
    }
}
