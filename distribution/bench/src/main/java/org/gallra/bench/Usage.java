package org.gallra.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** What processes use, as Linux counts it. */
final class Usage {

    private static final double TICKS = 100;

    private Usage() {}

    /** Returns the seconds of CPU that a process has used. */
    static double cpu(long pid) throws IOException {
        String[] stat = stat(Path.of("/proc/" + pid + "/stat"));
        return stat.length == 0 ? 0 : (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / TICKS;
    }

    /** Returns the resident memory of a process in MB. */
    static long resident(long pid) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
        return lines.stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Returns the seconds of CPU that the PostgreSQL server of a connection has used, with all its processes. */
    static double postgres(Connection connection) throws SQLException, IOException {
        long backend;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            backend = row.getLong(1);
        }
        String[] own = stat(Path.of("/proc/" + backend + "/stat"));
        String parent = own[1];
        String[] postmaster = stat(Path.of("/proc/" + parent + "/stat"));
        // its own time and that of the children that have ended
        double ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(postmaster[i]);
        }
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                String[] stat = stat(process.resolve("stat"));
                if (stat.length > 12 && stat[1].equals(parent)) {
                    ticks += Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
                }
            }
        }
        return ticks / TICKS;
    }

    /** The fields behind the name: 0 is the state, 1 the parent, 11 and 12 the times. */
    private static String[] stat(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return text.substring(text.lastIndexOf(')') + 2).split(" ");
        } catch (NoSuchFileException e) {
            return new String[0];
        }
    }
}
