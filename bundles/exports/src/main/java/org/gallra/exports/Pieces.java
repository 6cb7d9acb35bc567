package org.gallra.exports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file in pieces, of which one is in memory at a time. */
final class Pieces {

    private static final int SIZE = 1 << 20;

    private Pieces() {}

    /** Takes a piece. */
    interface Taker {
        void take(int place, byte[] content);
    }

    /** Gives a piece. */
    interface Giver {
        byte @Nullable [] give(int place);
    }

    /** A piece could not be stored; the cause says why. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final RuntimeException why;

        RefusedException(RuntimeException why) {
            super(why);
            this.why = why;
        }

        RuntimeException why() {
            return why;
        }
    }

    /** Hands on what is written, a piece each time it is full; the last one when it is closed. */
    static final class Out extends OutputStream {

        private final Taker taker;
        private final byte[] piece = new byte[SIZE];
        private int length;
        private int place;

        Out(Taker taker) {
            this.taker = taker;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int at = from;
            int left = count;
            while (left > 0) {
                int part = Math.min(left, SIZE - length);
                System.arraycopy(bytes, at, piece, length, part);
                length += part;
                at += part;
                left -= part;
                if (length == SIZE) {
                    hand();
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (length > 0) {
                hand();
            }
        }

        private void hand() throws IOException {
            try {
                place++;
                taker.take(place, Arrays.copyOf(piece, length));
                length = 0;
            } catch (RuntimeException e) {
                throw new RefusedException(e);
            }
        }
    }

    /** Reads one piece after the other. */
    static final class In extends InputStream {

        private final Giver giver;
        private byte[] piece = new byte[0];
        private int at;
        private int place;
        private boolean over;

        In(Giver giver) {
            this.giver = giver;
        }

        @Override
        public int read() {
            return more() ? piece[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            if (count == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            int part = Math.min(count, piece.length - at);
            System.arraycopy(piece, at, bytes, from, part);
            at += part;
            return part;
        }

        @Override
        public int available() {
            return piece.length - at;
        }

        private boolean more() {
            while (!over && at == piece.length) {
                place++;
                byte[] next = giver.give(place);
                over = next == null;
                piece = next == null ? new byte[0] : next;
                at = 0;
            }
            return !over;
        }
    }
}
