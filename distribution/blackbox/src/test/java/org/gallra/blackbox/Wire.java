package org.gallra.blackbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A wire between a server and its database that can fall silent and that can be cut. */
final class Wire implements AutoCloseable {

    private static final Pattern PLACE = Pattern.compile("//([^:/]+):(\\d+)/");

    private enum State {
        WHOLE,
        SILENT,
        CUT
    }

    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        return thread;
    });
    private final Phaser changes = new Phaser(1);
    private volatile State state = State.WHOLE;
    private volatile InetSocketAddress target = new InetSocketAddress(0);

    Wire() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Returns how an address of the database becomes that of this end of the wire. */
    UnaryOperator<String> way() {
        return url -> {
            Matcher place = PLACE.matcher(url);
            if (!place.find()) {
                throw new IllegalArgumentException(url);
            }
            target = new InetSocketAddress(place.group(1), Integer.parseInt(place.group(2)));
            return place.replaceFirst("//127.0.0.1:" + door.getLocalPort() + "/")
                    .replaceFirst("connectTimeout=\\d+", "connectTimeout=2")
                    .replaceFirst("socketTimeout=\\d+", "socketTimeout=3");
        };
    }

    /** From now on nothing gets through, and nobody is told. */
    void fallSilent() {
        change(State.SILENT);
    }

    /** Ends all connections and lets nobody in. */
    void cut() {
        change(State.CUT);
        open.forEach(Wire::end);
    }

    /** Ends all connections; whoever comes anew is let in, and hears nothing. */
    void cutAndFallSilent() {
        change(State.SILENT);
        open.forEach(Wire::end);
    }

    /** Is whole again: what waited gets through. */
    void mend() {
        change(State.WHOLE);
    }

    private void change(State to) {
        state = to;
        changes.arrive();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket here = door.accept();
                if (state == State.CUT) {
                    end(here);
                    continue;
                }
                Socket there = new Socket();
                try {
                    there.connect(target);
                } catch (IOException e) {
                    end(here); // the database is away, and says so at once
                    continue;
                }
                open.add(here);
                open.add(there);
                threads.execute(() -> carry(here, there));
                threads.execute(() -> carry(there, here));
            } catch (IOException e) {
                // the door was closed
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                int phase = changes.getPhase(); // before the state: what changes behind it is not missed
                while (state == State.SILENT) {
                    phase = changes.awaitAdvance(phase);
                }
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // one end is gone, and so is the other
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it was closed
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        threads.shutdownNow();
    }
}
