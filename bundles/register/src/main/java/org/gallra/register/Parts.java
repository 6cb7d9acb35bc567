package org.gallra.register;

import java.util.ArrayList;
import java.util.List;

/** Cuts a long text into rows: long columns differ too much between databases. */
final class Parts {

    private static final int SIZE = 4000;

    private Parts() {}

    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); from += SIZE) {
            parts.add(text.substring(from, Math.min(text.length(), from + SIZE)));
        }
        return parts;
    }
}
