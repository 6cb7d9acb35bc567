package org.gallra.contact;

import java.util.List;
import org.gallra.api.contact.Likeness;
import org.gallra.api.persistence.SqlFragment;

/**
 * Contacts that may be the same person. Numbers are compared as they are stored, which is in the international form. A number that
 * two people have in {@code phone} is the switchboard of their company and no sign, nor is what more than three cards have.
 */
final class Alike {

    /** What more cards have is the address of an office or the number of a switchboard. */
    private static final int FEW = 3;

    private static final String LIVE = " AND a.anonymized_at IS NULL AND b.anonymized_at IS NULL";

    /** By what two cards are alike: a column of the one, which few cards have filled with the same, and a column of the other. */
    private record Way(Likeness likeness, String own, String others) {}

    private static final List<Way> WAYS = List.of(
            new Way(Likeness.EMAIL, "email_key", "email_key"),
            new Way(Likeness.PHONE, "mobile", "mobile"),
            new Way(Likeness.PHONE, "mobile", "phone"),
            new Way(Likeness.PHONE, "phone", "mobile"));

    private static final String NAME =
            " FROM contact a JOIN contact b ON b.sort_key = a.sort_key AND b.first_name IS NOT NULL";

    private Alike() {}

    static SqlFragment to(long key) {
        SqlFragment all = SqlFragment.of("");
        for (Way way : WAYS) {
            all = all.append("SELECT b.id, '" + way.likeness().name() + "'")
                    .append(joined(way, key, key))
                    .append(" WHERE a.id = ? AND b.id <> a.id" + LIVE + " UNION ALL ", key);
        }
        return all.append(
                "SELECT b.id, '" + Likeness.NAME.name() + "'" + NAME + " WHERE a.id = ? AND b.id <> a.id" + LIVE, key);
    }

    static SqlFragment pairs(long from, long through) {
        String range = " WHERE a.id BETWEEN ? AND ? AND b.id > a.id" + LIVE;
        SqlFragment all = SqlFragment.of("");
        for (Way way : WAYS) {
            all = all.append(pair(way.likeness()))
                    .append(joined(way, from, through))
                    .append(range + " UNION ALL ", from, through);
        }
        return all.append(pair(Likeness.NAME) + NAME + " AND b.company_id = a.company_id" + range, from, through);
    }

    /** The columns of a pair: both keys, and one for each likeness, 1 for this one. */
    private static String pair(Likeness reason) {
        StringBuilder columns = new StringBuilder("SELECT a.id, b.id");
        for (Likeness likeness : Likeness.values()) {
            columns.append(likeness == reason ? ", 1" : ", 0");
        }
        return columns.toString();
    }

    /**
     * Joins the cards of the range with those that are alike. Which values few cards have is counted once for each value: for each pair
     * that would take a square of what thousands have in common, such as a switchboard.
     */
    private static SqlFragment joined(Way way, long from, long through) {
        String own = way.own();
        return SqlFragment.of(
                " FROM (SELECT d.v FROM (SELECT DISTINCT o." + own
                        + " FROM contact o WHERE o.id BETWEEN ? AND ?) d (v) JOIN contact n ON n." + own
                        + " = d.v GROUP BY d.v HAVING COUNT(*) <= " + FEW + ") f (v) JOIN contact a ON a." + own
                        + " = f.v JOIN contact b ON b." + way.others() + " = f.v",
                from,
                through);
    }
}
