package org.gallra.tck;

import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** Collects what a check finds, so that the author sees all of it at once. */
final class Problems {

    private final List<String> found = new ArrayList<>();

    /** Notes a problem: what is wrong, and what to write instead. */
    void add(String what, String instead) {
        String problem = what + ". " + instead + ".";
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Fails if anything was found. */
    void end() {
        if (!found.isEmpty()) {
            throw new AssertionFailedError(String.join("\n", found));
        }
    }
}
