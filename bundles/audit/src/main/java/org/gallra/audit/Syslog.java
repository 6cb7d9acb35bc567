package org.gallra.audit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies chained entries to a syslog receiver (RFC 5424; over TCP in the framing of RFC 6587 with octet counts). From a thread of its
 * own with a queue of 10,000 messages: nothing waits for a receiver that is away, and what finds no room is left out of the copy.
 */
@Component(service = Syslog.class, configurationPid = "org.gallra.audit")
public final class Syslog {

    private static final Logger LOG = LoggerFactory.getLogger(Syslog.class);
    private static final int ROOM = 10_000;
    private static final int MILLIS = 5_000;
    private static final int MAX_DATAGRAM = 8_000;

    /** Where the copy goes. */
    public @interface Settings {
        /** Returns the receiver's host; empty for no copy. */
        String syslog_host() default "";

        /** Returns the receiver's port. */
        int syslog_port() default 514;

        /** Returns {@code udp} or {@code tcp}. */
        String syslog_protocol() default "udp";
    }

    private final String host;
    private final int port;
    private final boolean tcp;
    private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(ROOM);
    private final @Nullable Thread thread;
    private final String node = node();
    private volatile boolean stopping;
    private boolean away;

    /** Begins to send if a receiver is set. */
    @Activate
    public Syslog(Settings settings) {
        this(
                settings.syslog_host().strip(),
                settings.syslog_port(),
                "tcp".equalsIgnoreCase(settings.syslog_protocol()));
    }

    Syslog(String host, int port, boolean tcp) {
        this.host = host;
        this.port = port;
        this.tcp = tcp;
        this.thread = host.isEmpty() ? null : new Thread(this::run, "gallra-audit-syslog");
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Ends the thread. */
    @Deactivate
    public void stop() {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Takes entries for the receiver; never waits. */
    void send(List<Stored> entries) {
        if (thread != null) {
            for (Stored entry : entries) {
                if (!messages.offer(Message.of(entry, node))) {
                    LOG.debug("The copy of an audit entry found no room");
                }
            }
        }
    }

    private void run() {
        String message = null;
        while (!stopping) {
            try {
                message = message == null ? messages.take() : message;
                if (tcp) {
                    stream(message);
                } else {
                    datagram(message);
                }
                message = null;
                reached();
            } catch (IOException e) {
                missed();
                message = tcp ? message : null;
                rest();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void datagram(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                    new DatagramPacket(bytes, Math.min(bytes.length, MAX_DATAGRAM), InetAddress.getByName(host), port));
        }
    }

    /** Sends a message and all that wait behind it over one connection. */
    private void stream(String first) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            String next = first;
            while (next != null) {
                byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
                socket.getOutputStream().write((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(bytes);
                next = messages.poll();
            }
            socket.getOutputStream().flush();
        }
    }

    private void reached() {
        if (away) {
            away = false;
            LOG.info("The receiver of the audit log's copy answers again");
        }
    }

    private void missed() {
        if (!away) {
            away = true;
            LOG.warn("The receiver of the audit log's copy does not answer; the log itself goes on");
        }
    }

    private void rest() {
        try {
            TimeUnit.SECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private static String node() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^!-~]", "");
            return name.isEmpty() ? "-" : name.substring(0, Math.min(255, name.length()));
        } catch (IOException e) {
            return "-";
        }
    }
}
