package org.gallra.extract;

import java.util.AbstractSequentialList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A list that is read from the first element to the last, as often as one likes, and holds none of them.
 *
 * @param <E> the kind of element
 */
final class ForwardList<E> extends AbstractSequentialList<E> {

    private final int size;
    private final Supplier<Iterator<E>> elements;

    /** Takes the number of elements, and what begins to read them anew. */
    ForwardList(int size, Supplier<Iterator<E>> elements) {
        this.size = size;
        this.elements = elements;
    }

    /** Returns a list whose elements are made of those of another one, each time that they are read. */
    static <A, B> ForwardList<B> mapped(List<A> from, Function<A, B> made) {
        return new ForwardList<B>(from.size(), () -> mapped(from.iterator(), made));
    }

    private static <A, B> Iterator<B> mapped(Iterator<A> from, Function<A, B> made) {
        return new Iterator<B>() {
            @Override
            public boolean hasNext() {
                return from.hasNext();
            }

            @Override
            public B next() {
                return made.apply(from.next());
            }
        };
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<E> iterator() {
        return elements.get();
    }

    /** Skips what stands before the index; there is no way back. */
    @Override
    public ListIterator<E> listIterator(int index) {
        Iterator<E> all = elements.get();
        for (int i = 0; i < index; i++) {
            all.next();
        }
        return new Forward<>(all, index);
    }

    private static final class Forward<E> implements ListIterator<E> {

        private final Iterator<E> rest;
        private int next;

        Forward(Iterator<E> rest, int next) {
            this.rest = rest;
            this.next = next;
        }

        @Override
        public boolean hasNext() {
            return rest.hasNext();
        }

        @Override
        public E next() {
            E element = rest.next();
            next++;
            return element;
        }

        @Override
        public int nextIndex() {
            return next;
        }

        @Override
        public int previousIndex() {
            return next - 1;
        }

        @Override
        public boolean hasPrevious() {
            return false;
        }

        @Override
        public E previous() {
            throw new NoSuchElementException("read from the first to the last");
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void set(E element) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void add(E element) {
            throw new UnsupportedOperationException();
        }
    }
}
