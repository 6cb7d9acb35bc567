package org.gallra.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.register.Findings.Spot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over every text of every table of the schema, as the database names them, and over the server's files: its cost is
 * that of reading, whatever the number of acts and people. Not thread-safe.
 */
final class Search {

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);
    private static final String[] STORED = {"TABLE", "PARTITIONED TABLE", "MATERIALIZED VIEW"};
    private static final int FETCH = 500;
    private static final int MOST = 4 * 1024 * 1024;
    private static final long MOST_OF_FILE = 64L * 1024 * 1024;
    private static final Charset OTHERWISE = Charset.forName("windows-1252");

    /** A column that may hold text. */
    private record Column(String name, int type) {

        boolean binary() {
            return type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY || type == Types.BLOB;
        }
    }

    private final Database database;
    private final View view;
    private final List<Path> folders;
    private final Runnable pause;
    private final List<Findings> acts;
    private final List<Text> skipped = new ArrayList<>();
    private final long[] ring = new long[Words.MAX];
    private int words;
    private int columns;
    private int files;
    private long row;

    /**
     * Takes what is searched.
     *
     * @param pause called again and again; returns when the search may go on
     */
    Search(Database database, View view, List<Path> folders, List<Known> acts, Runnable pause) {
        this.database = database;
        this.view = view;
        this.folders = folders;
        this.acts = acts.stream().map(Findings::new).toList();
        this.pause = pause;
    }

    /** Searches; returns the reports in the order of the acts. */
    List<ResidueReport> run(Instant now) {
        Map<String, List<Column>> tables = database.read(Search::tables);
        tables.forEach(this::table);
        folders.forEach(this::folder);
        return acts.stream().map(f -> f.report(columns, files, skipped, now)).toList();
    }

    private static Map<String, List<Column>> tables(Connection connection) throws SQLException {
        Map<String, List<Column>> tables = new TreeMap<>();
        Set<String> stored = new java.util.HashSet<>();
        try (ResultSet row = connection.getMetaData().getTables(null, connection.getSchema(), "%", STORED)) {
            while (row.next()) {
                stored.add(row.getString("TABLE_NAME"));
            }
        }
        try (ResultSet row = connection.getMetaData().getColumns(null, connection.getSchema(), "%", "%")) {
            while (row.next()) {
                String table = row.getString("TABLE_NAME");
                Column column = new Column(row.getString("COLUMN_NAME"), row.getInt("DATA_TYPE"));
                if (stored.contains(table) && mayHoldText(column.type(), row.getString("TYPE_NAME"))) {
                    tables.computeIfAbsent(table, t -> new ArrayList<>()).add(column);
                }
            }
        }
        return tables;
    }

    /** Everything but numbers, times, truth values and the types that hold nothing else. */
    private static boolean mayHoldText(int type, String name) {
        return switch (type) {
            case Types.BIGINT,
                    Types.INTEGER,
                    Types.SMALLINT,
                    Types.TINYINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.DOUBLE,
                    Types.FLOAT,
                    Types.REAL,
                    Types.BOOLEAN,
                    Types.BIT,
                    Types.DATE,
                    Types.TIME,
                    Types.TIMESTAMP,
                    Types.TIME_WITH_TIMEZONE,
                    Types.TIMESTAMP_WITH_TIMEZONE -> false;
            default -> !name.equals("uuid");
        };
    }

    private void table(String table, List<Column> texts) {
        try {
            database.outside(connection -> read(connection, table, texts));
            columns += texts.size();
        } catch (StorageException e) {
            LOG.warn("The table {} could not be searched: {}", Tables.lower(table), e.getMessage());
            skipped.add(new Text(
                    "Tabellen " + Tables.lower(table) + " kunde inte läsas.",
                    "The table " + Tables.lower(table) + " could not be read."));
        }
    }

    private boolean read(Connection connection, String table, List<Column> texts) throws SQLException {
        RecordDeclaration record = view.snapshot().records().stream()
                .filter(r -> r.table().equals(Tables.lower(table)))
                .findFirst()
                .orElse(null);
        boolean contacts = record != null && record.id().equals(View.CONTACTS);
        List<Spot> spots = texts.stream().map(c -> spot(table, c, record)).toList();
        StringBuilder select = new StringBuilder("SELECT /* residue probe */ ");
        select.append(contacts && record != null ? record.key() : "0");
        texts.forEach(c -> select.append(", ").append(quoted(c.name())));
        select.append(" FROM ").append(quoted(table));
        connection.setAutoCommit(false); // or the driver reads the whole table at once
        try (PreparedStatement statement = connection.prepareStatement(select.toString())) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row(rows, texts, spots, contacts ? rows.getLong(1) : null);
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return true;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static Spot spot(String table, Column column, @Nullable RecordDeclaration record) {
        String name = Tables.lower(column.name());
        FieldDeclaration field = record == null
                ? null
                : record.fields().stream()
                        .filter(f -> f.column().equals(name))
                        .findFirst()
                        .orElse(null);
        boolean sharing = record != null
                && field != null
                && (record.id().equals(View.CONTACTS) && field.kind() == FieldKind.IDENTIFIER
                        || record.id().equals(View.COMPANIES) && field.kind() != FieldKind.FREE_TEXT);
        return new Spot(Tables.lower(table) + "." + name, record, field, false, sharing);
    }

    private void row(ResultSet rows, List<Column> texts, List<Spot> spots, @Nullable Long contact) throws SQLException {
        row++;
        if (row % FETCH == 0) {
            pause.run();
        }
        StringBuilder keys = new StringBuilder();
        words = 0; // a name may stand in two columns of a row, not in two rows
        for (int i = 0; i < texts.size(); i++) {
            String text = text(rows, i + 2, texts.get(i));
            if (text != null && !text.isEmpty()) {
                look(text, spots.get(i), contact, false);
                if (Words.mayBeKey(text)) {
                    keys.append((char) i);
                }
            }
        }
        for (int i = 0; i < keys.length(); i++) {
            words = 0;
            int place = keys.charAt(i);
            String text = text(rows, place + 2, texts.get(place));
            if (text != null) {
                look(text, spots.get(place), contact, true);
            }
        }
    }

    private static @Nullable String text(ResultSet rows, int place, Column column) throws SQLException {
        if (column.type() == Types.CLOB) {
            Clob clob = rows.getClob(place);
            return clob == null ? null : clob.getSubString(1, (int) Math.min(clob.length(), MOST));
        }
        if (column.type() == Types.BLOB) {
            Blob blob = rows.getBlob(place);
            return blob == null ? null : decoded(blob.getBytes(1, (int) Math.min(blob.length(), MOST)));
        }
        if (column.binary()) {
            byte[] bytes = rows.getBytes(place);
            return bytes == null ? null : decoded(bytes);
        }
        return rows.getString(place);
    }

    private static String decoded(byte[] bytes) {
        boolean wide = bytes.length > 1
                && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                        || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
        if (wide) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, OTHERWISE);
        }
    }

    private void look(String text, Spot spot, @Nullable Long contact, boolean key) {
        Words.each(text, key, word -> {
            ring[words % Words.MAX] = word;
            words++;
            for (Findings act : acts) {
                Long sequence = act.known().sequence(ring, words);
                if (sequence != null) {
                    take(act, spot, contact, sequence);
                }
            }
        });
        if (!key) {
            Words.numbers(text, number -> {
                for (Findings act : acts) {
                    if (act.known().number(number)) {
                        take(act, spot, contact, number);
                    }
                }
            });
        }
    }

    private void take(Findings act, Spot spot, @Nullable Long contact, long identifier) {
        act.take(spot, row, identifier, contact == null || !act.known().person(contact));
    }

    private void folder(Path folder) {
        try (Stream<Path> all = Files.isDirectory(folder) ? Files.walk(folder) : Stream.empty()) {
            all.filter(Files::isRegularFile).sorted().forEach(file -> file(folder, file));
        } catch (IOException | java.io.UncheckedIOException e) {
            skipped.add(new Text(
                    "Mappen " + folder.getFileName() + " kunde inte läsas.",
                    "The folder " + folder.getFileName() + " could not be read."));
        }
    }

    private void file(Path folder, Path file) {
        String name = folder.getFileName() + "/" + folder.relativize(file);
        Spot spot = new Spot(name, null, null, true, false);
        try {
            if (Files.size(file) > MOST_OF_FILE) {
                skipped.add(new Text("Filen " + name + " är för stor.", "The file " + name + " is too large."));
                return;
            }
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    row++;
                    words = 0;
                    look(line, spot, null, false);
                }
            }
            files++;
        } catch (java.nio.file.NoSuchFileException e) {
            LOG.debug("{} is gone", name);
        } catch (IOException e) {
            skipped.add(new Text("Filen " + name + " kunde inte läsas.", "The file " + name + " could not be read."));
        }
    }
}
