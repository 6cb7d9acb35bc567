package org.gallra.exports;

/** An export is not what it was: one of its people was erased, its user discarded it, or somebody else works at it. */
final class GoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GoneException() {
        super("The export is gone");
    }
}
