package org.gallra.contact;

import org.gallra.api.contact.Likeness;
import org.gallra.api.persistence.SqlFragment;

/**
 * Contacts that may be the same person. Numbers are compared as they are stored, which is in the international form. A number that
 * two people have in {@code phone} is the switchboard of their company and no sign, nor is what more than three cards have.
 */
final class Alike {

    /** What more cards have is the address of an office or the number of a switchboard. */
    private static final int FEW = 3;

    private static final String LIVE = " AND b.anonymized_at IS NULL";
    private static final String[][] WAYS = {
        {Likeness.EMAIL.name(), "b.email_key = a.email_key AND " + few("email_key", "a.email_key")},
        {Likeness.PHONE.name(), "b.mobile = a.mobile AND " + few("mobile", "a.mobile")},
        {Likeness.PHONE.name(), "b.phone = a.mobile AND " + few("phone", "a.mobile")},
        {Likeness.PHONE.name(), "b.mobile = a.phone AND " + few("phone", "a.phone")},
        {Likeness.NAME.name(), "b.sort_key = a.sort_key AND b.first_name IS NOT NULL"}
    };

    /** A condition that few cards have a value. */
    private static String few(String column, String value) {
        return "(SELECT COUNT(*) FROM contact n WHERE n." + column + " = " + value + ") <= " + FEW;
    }

    private Alike() {}

    static SqlFragment to(long key) {
        SqlFragment all = SqlFragment.of("");
        for (String[] way : WAYS) {
            all = all.append(
                    (all.sql().isEmpty() ? "" : " UNION ALL ") + "SELECT b.id, '" + way[0]
                            + "' FROM contact a JOIN contact b ON " + way[1]
                            + " WHERE a.id = ? AND b.id <> a.id AND a.anonymized_at IS NULL" + LIVE,
                    key);
        }
        return all;
    }

    static SqlFragment pairs(long from, long through) {
        SqlFragment all = SqlFragment.of("");
        for (String[] way : WAYS) {
            StringBuilder select =
                    new StringBuilder(all.sql().isEmpty() ? "" : " UNION ALL ").append("SELECT a.id, b.id");
            for (Likeness likeness : Likeness.values()) {
                select.append(likeness.name().equals(way[0]) ? ", 1" : ", 0");
            }
            select.append(" FROM contact a JOIN contact b ON ")
                    .append(way[1])
                    .append(way[0].equals(Likeness.NAME.name()) ? " AND b.company_id = a.company_id" : "")
                    .append(" WHERE a.id BETWEEN ? AND ? AND b.id > a.id AND a.anonymized_at IS NULL")
                    .append(LIVE);
            all = all.append(select.toString(), from, through);
        }
        return all;
    }
}
