package org.gallra.register;

import java.util.Arrays;

/** A growing set of numbers, eight bytes each and some room: a hundred thousand people fit into a few megabytes. */
final class Numbers {

    private long[] slots = new long[64];
    private int size;
    private boolean zero;

    void add(long number) {
        if (number == 0) {
            size += zero ? 0 : 1;
            zero = true;
            return;
        }
        if (size * 2 >= slots.length) {
            long[] old = slots;
            slots = new long[old.length * 2];
            Arrays.stream(old).filter(n -> n != 0).forEach(n -> slots[place(n)] = n);
        }
        int place = place(number);
        if (slots[place] == 0) {
            slots[place] = number;
            size++;
        }
    }

    boolean contains(long number) {
        return number == 0 ? zero : slots[place(number)] == number;
    }

    int size() {
        return size;
    }

    /** Returns the slot of a number, or the free one where it belongs. */
    private int place(long number) {
        int mask = slots.length - 1;
        int place = (int) (number ^ (number >>> 32)) & mask;
        while (slots[place] != 0 && slots[place] != number) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
