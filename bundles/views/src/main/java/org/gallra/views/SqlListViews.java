package org.gallra.views;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rest.Input;
import org.gallra.api.view.ListViews;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Views and layouts by plain SQL. Everybody keeps those of their own; what is shared is a system administrator's to change. */
@Component(service = ListViews.class)
public final class SqlListViews implements ListViews {

    private static final int MOST = 100;
    private static final int LISTED = 200;

    private final Database database;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Waits for the tables. */
    @Activate
    public SqlListViews(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.views)") SchemaReady schema) {
        this.database = database;
        this.access = access;
    }

    @Override
    public List<View> list(String list) {
        Caller caller = access.require(Permission.READ);
        if (!Drafts.list(list)) {
            return List.of();
        }
        return database.read(connection -> Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT v.* FROM saved_view v WHERE v.list_id = ? AND (v.user_name = ? OR v.shared = TRUE)"
                                + " ORDER BY CASE WHEN v.user_name = ? THEN 0 ELSE 1 END, LOWER(v.name), v.id FETCH FIRST "
                                + LISTED + " ROWS ONLY",
                        list,
                        caller.userName(),
                        caller.userName()),
                row -> read(row, caller)));
    }

    @Override
    public View get(UUID id) {
        Caller caller = access.require(Permission.READ);
        return database.read(connection -> find(connection, id, caller));
    }

    @Override
    public View create(Draft draft) {
        Caller caller = access.require(Permission.READ);
        Draft clean = Drafts.clean(draft);
        UUID id = UUID.randomUUID();
        return database.inTransaction(connection -> {
            share(clean, false);
            free(connection, caller.userName(), clean, null);
            long own = Rows.number(
                    connection,
                    SqlFragment.of("SELECT COUNT(*) FROM saved_view WHERE user_name = ?", caller.userName()));
            if (own >= MOST) {
                throw GallraException.conflict(new Text(
                        "Du har redan " + MOST + " vyer. Ta bort någon först.",
                        "You have " + MOST + " views already. Delete one first."));
            }
            execute(
                    connection,
                    "INSERT INTO saved_view (public_id, version, list_id, user_name, name, shared, conditions, shown, changed_at)"
                            + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)",
                    id.toString(),
                    clean.list(),
                    caller.userName(),
                    clean.name(),
                    clean.shared(),
                    Drafts.written(Objects.requireNonNull(clean.query())),
                    String.join(",", Objects.requireNonNull(clean.columns())),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            return find(connection, id, caller);
        });
    }

    @Override
    public View update(UUID id, long version, Draft draft) {
        Caller caller = access.require(Permission.READ);
        return database.inTransaction(connection -> {
            View old = mine(connection, id, caller);
            Draft clean =
                    Drafts.clean(new Draft(old.list(), draft.name(), draft.shared(), draft.query(), draft.columns()));
            share(clean, old.shared());
            RowLock.lock(database, connection, "saved_view", id, version, SqlListViews::unknown);
            free(connection, old.owner(), clean, id);
            execute(
                    connection,
                    "UPDATE saved_view SET version = version + 1, name = ?, shared = ?, conditions = ?, shown = ?, changed_at = ?"
                            + " WHERE public_id = ?",
                    clean.name(),
                    clean.shared(),
                    Drafts.written(Objects.requireNonNull(clean.query())),
                    String.join(",", Objects.requireNonNull(clean.columns())),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    id.toString());
            return find(connection, id, caller);
        });
    }

    @Override
    public void delete(UUID id, long version) {
        Caller caller = access.require(Permission.READ);
        database.inTransaction(connection -> {
            mine(connection, id, caller);
            RowLock.lock(database, connection, "saved_view", id, version, SqlListViews::unknown);
            execute(
                    connection,
                    "UPDATE list_layout SET view_id = NULL WHERE view_id IN (SELECT v.id FROM saved_view v WHERE v.public_id = ?)",
                    id.toString());
            return execute(connection, "DELETE FROM saved_view WHERE public_id = ?", id.toString());
        });
    }

    @Override
    public Layout layout(String list) {
        Caller caller = access.require(Permission.READ);
        if (!Drafts.list(list)) {
            return Layout.NONE;
        }
        return database
                .read(connection -> Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT l.shown, v.public_id FROM list_layout l LEFT JOIN saved_view v ON v.id = l.view_id"
                                        + " AND (v.user_name = l.user_name OR v.shared = TRUE)"
                                        + " WHERE l.user_name = ? AND l.list_id = ?",
                                caller.userName(),
                                list),
                        row -> {
                            String view = row.getString(2);
                            return new Layout(
                                    Drafts.columns(row.getString(1)), view == null ? null : UUID.fromString(view));
                        }))
                .stream()
                .findFirst()
                .orElse(Layout.NONE);
    }

    @Override
    public void choose(String list, List<String> columns) {
        Input input = new Input();
        List<String> sound = Drafts.check(columns, input);
        input.check();
        String shown = String.join(",", sound.stream().distinct().toList());
        lay(list, "shown = ?", shown, shown, null);
    }

    @Override
    public void open(String list, @Nullable UUID view) {
        Caller caller = access.require(Permission.READ);
        Long key = view == null
                ? null
                : database.read(connection -> {
                    if (!find(connection, view, caller).list().equals(list)) {
                        throw unknown();
                    }
                    return Rows.number(
                            connection,
                            SqlFragment.of("SELECT id FROM saved_view WHERE public_id = ?", view.toString()));
                });
        lay(list, "view_id = ?", key, "", key);
    }

    /** Writes one thing about a list into the user's row, or a new row. */
    private void lay(String list, String set, @Nullable Object value, String shown, @Nullable Long view) {
        Caller caller = access.require(Permission.READ);
        if (!Drafts.list(list)) {
            throw unknown();
        }
        database.inTransaction(connection -> {
            int written = execute(
                    connection,
                    "UPDATE list_layout SET " + set.replace("?", value == null ? "NULL" : "?")
                            + " WHERE user_name = ? AND list_id = ?",
                    value == null
                            ? new Object[] {caller.userName(), list}
                            : new Object[] {value, caller.userName(), list});
            return written > 0
                    ? written
                    : execute(
                            connection,
                            "INSERT INTO list_layout (list_id, user_name, shown, view_id) VALUES (?, ?, ?, "
                                    + (view == null ? "NULL" : "?") + ")",
                            view == null
                                    ? new Object[] {list, caller.userName(), shown}
                                    : new Object[] {list, caller.userName(), shown, view});
        });
    }

    private static View find(Connection connection, UUID id, Caller caller) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT v.* FROM saved_view v WHERE v.public_id = ? AND (v.user_name = ? OR v.shared = TRUE)",
                                id.toString(),
                                caller.userName()),
                        row -> read(row, caller))
                .stream()
                .findFirst()
                .orElseThrow(SqlListViews::unknown);
    }

    private static View mine(Connection connection, UUID id, Caller caller) throws SQLException {
        View view = find(connection, id, caller);
        if (!view.mine()) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text(
                            "Vyn är någon annans. Spara en egen under ett annat namn.",
                            "The view is somebody else's. Save one of your own under another name."));
        }
        return view;
    }

    /** What is shared already stays so without the right. */
    private void share(Draft draft, boolean before) {
        if (draft.shared() && !before) {
            access.require(Permission.ADMINISTER);
        }
    }

    private static void free(Connection connection, String userName, Draft draft, @Nullable UUID but)
            throws SQLException {
        boolean taken = Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT v.public_id FROM saved_view v WHERE v.user_name = ? AND v.list_id = ? AND v.name = ?",
                                userName,
                                draft.list(),
                                draft.name()),
                        row -> row.getString(1))
                .stream()
                .anyMatch(id -> but == null || !id.equals(but.toString()));
        if (taken) {
            throw GallraException.conflict(new Text(
                    "Det finns redan en vy med det namnet. Välj ett annat.",
                    "There is a view of that name already. Choose another."));
        }
    }

    private static View read(ResultSet row, Caller caller) throws SQLException {
        boolean shared = row.getBoolean("shared");
        String owner = row.getString("user_name");
        return new View(
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                row.getString("list_id"),
                row.getString("name"),
                owner,
                shared,
                owner.equals(caller.userName()) || shared && caller.may(Permission.ADMINISTER),
                Drafts.query(row.getString("conditions")),
                Drafts.columns(row.getString("shown")),
                Objects.requireNonNull(Rows.instant(row, "changed_at")));
    }

    private static int execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, java.util.Arrays.asList(values));
            return statement.executeUpdate();
        }
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text("Vyn finns inte (längre).", "There is no such view (any more)."));
    }
}
