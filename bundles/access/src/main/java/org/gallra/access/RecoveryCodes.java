package org.gallra.access;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/**
 * Recovery codes as they are kept: by a hash that is slow on purpose, with a random salt for all codes of one user, so that a login looks one up with one
 * hash. A code has 80 random bits; without the salt and the slowness that would be less than a fast hash is made for.
 */
final class RecoveryCodes {

    private static final int SALT_BYTES = 12;
    private static final String MARK = "$";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Passwords passwords;

    RecoveryCodes(Passwords passwords) {
        this.passwords = passwords;
    }

    /** Keeps codes in the place of those that a user has. */
    void keep(Connection connection, String user, List<String> codes) throws SQLException {
        update(connection, "DELETE FROM access_code WHERE user_name = ?", user);
        String salt = salt();
        for (String code : codes) {
            update(
                    connection,
                    "INSERT INTO access_code (user_name, code_hash) VALUES (?, ?)",
                    user,
                    salted(salt, Tokens.hash(user + ":" + code.replace("-", ""))));
        }
    }

    /** Uses a code up; false if the user has none like it. */
    boolean use(Connection connection, String user, String code) throws SQLException {
        Set<String> salts = new TreeSet<>(Rows.list(
                connection,
                SqlFragment.of("SELECT code_hash FROM access_code WHERE user_name = ?", user),
                row -> salt(row.getString(1))));
        if (salts.isEmpty()) {
            salts.add(salt()); // whoever has none left waits as long
        }
        String fast = Tokens.hash(user + ":" + code);
        for (String salt : salts) {
            String hash = salted(salt, fast);
            if (update(connection, "DELETE FROM access_code WHERE user_name = ? AND code_hash = ?", user, hash) == 1) {
                return true;
            }
        }
        return false;
    }

    private static String salt(String kept) {
        return kept.substring(0, Math.max(0, kept.indexOf(MARK)));
    }

    /**
     * Hashes anew what an earlier version kept by a fast hash, each over that hash: the codes stay good, and nobody has to know them.
     *
     * @return how many
     */
    int hashAnew(Connection connection) throws SQLException {
        int made = 0;
        String user = null;
        String salt = "";
        for (Old old : Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT id, user_name, code_hash FROM access_code WHERE code_hash NOT LIKE ? ORDER BY user_name",
                        "%" + MARK + "%"),
                row -> new Old(row.getLong(1), row.getString(2), row.getString(3)))) {
            if (!old.user().equals(user)) {
                user = old.user();
                salt = salt();
            }
            // another node may have been faster
            made += update(
                    connection,
                    "UPDATE access_code SET code_hash = ? WHERE id = ? AND code_hash = ?",
                    salted(salt, old.hash()),
                    old.id(),
                    old.hash());
        }
        return made;
    }

    private record Old(long id, String user, String hash) {}

    private String salted(String salt, String fast) {
        return salt + MARK + passwords.slow(fast, salt);
    }

    private static String salt() {
        byte[] bytes = new byte[SALT_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, SqlFragment.of(sql, values).parameters());
            return statement.executeUpdate();
        }
    }
}
