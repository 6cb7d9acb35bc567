package org.gallra.blackbox;

import java.util.List;
import java.util.stream.Stream;
import org.gallra.api.persistence.Database.Kind;

/**
 * What is done with all naughty strings at a time.
 *
 * @param kind on which database
 * @param part which part, from 0
 * @param parts of how many
 */
record NaughtyPiece(Kind kind, int part, int parts) {

    private static final String SWITCH = System.getProperty("gallra.naughty", "");

    /** Returns what {@code -Dgallra.naughty} asks for, {@code all} or such as {@code DERBY:2/6}; nothing in a usual build. */
    static List<NaughtyPiece> asked() {
        if (SWITCH.isEmpty()) {
            return List.of();
        }
        if (SWITCH.equals("all")) {
            return Stream.of(Kind.values())
                    .map(kind -> new NaughtyPiece(kind, 0, 1))
                    .toList();
        }
        String[] piece = SWITCH.split("[:/]");
        return List.of(
                new NaughtyPiece(Kind.valueOf(piece[0]), Integer.parseInt(piece[1]) - 1, Integer.parseInt(piece[2])));
    }

    /** Returns its part of many. */
    <T> List<T> of(List<T> all) {
        return java.util.stream.IntStream.iterate(part, i -> i < all.size(), i -> i + parts)
                .mapToObj(all::get)
                .toList();
    }
}
