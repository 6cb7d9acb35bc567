package org.gallra.register;

import java.util.List;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rows go when people are deleted, as conditions on rows (PRIVACY.md a: "a participant of a shared meeting is
 * deleted").
 *
 * <p>A row goes with its company or with what it is a part of. Otherwise it goes when nobody else is in it and it is either
 * about the person by a column of its own, or was shared and belongs to no company that stays. Rows that stay lose their
 * links to the person.
 */
final class Removal {

    private final View view;
    private final long plan;
    private final boolean companies;

    Removal(View view, long plan, boolean companies) {
        this.view = view;
        this.plan = plan;
        this.companies = companies;
    }

    /** Tells whether rows of the record can be shared, so that some of them may stay. */
    boolean canStay(RecordDeclaration record) {
        List<LinkDeclaration> contacts = links(record, Kind.CONTACT);
        return record.links().stream().anyMatch(l -> l.kind().join())
                || contacts.size() > 1
                || record.links().stream().anyMatch(l -> l.kind() == Kind.PARENT && parentCanStay(l));
    }

    private boolean parentCanStay(LinkDeclaration link) {
        RecordDeclaration parent = link.parent() == null ? null : view.usable().get(link.parent());
        return parent != null && canStay(parent);
    }

    /** Returns the condition that a row of the record goes. */
    SqlFragment goes(RecordDeclaration record, String alias) {
        return goes(record, alias, 0);
    }

    private SqlFragment goes(RecordDeclaration record, String alias, int depth) {
        SqlFragment any = null;
        // first what is quick to say: databases stop at the first that holds
        for (LinkDeclaration link : links(record, Kind.COMPANY)) {
            if (companies) {
                any = or(any, staged('O', alias + "." + link.column(), "g" + depth));
            }
        }
        SqlFragment own = own(record, alias, depth);
        any = own == null ? any : or(any, own);
        if (companies && !links(record, Kind.COMPANY_JOIN).isEmpty()) {
            any = or(any, lastCompany(record, alias));
        }
        for (LinkDeclaration link : links(record, Kind.PARENT)) {
            RecordDeclaration parent =
                    link.parent() == null ? null : view.usable().get(link.parent());
            if (parent != null && depth < Reach.MAX_DEPTH) {
                String above = "q" + depth;
                any = or(
                        any,
                        SqlFragment.of("EXISTS (SELECT 1 FROM " + parent.table() + " " + above + " WHERE " + above + "."
                                        + parent.key() + " = " + alias + "." + link.column() + " AND ")
                                .append(goes(parent, above, depth + 1))
                                .append(")"));
            }
        }
        return any == null ? SqlFragment.of("1 = 0") : any;
    }

    /** Returns the condition that a row also concerns a contact who is not among the people; null if it cannot. */
    @Nullable
    SqlFragment shared(RecordDeclaration record, String alias) {
        SqlFragment any = null;
        List<LinkDeclaration> contacts = links(record, Kind.CONTACT);
        List<LinkDeclaration> joins = links(record, Kind.CONTACT_JOIN);
        if (contacts.size() + joins.size() > 1) {
            for (LinkDeclaration link : contacts) {
                String column = alias + "." + link.column();
                any = or(
                        any,
                        SqlFragment.of("(" + column + " IS NOT NULL AND NOT ")
                                .append(staged('C', column, "h0"))
                                .append(")"));
            }
        }
        for (LinkDeclaration join : joins) {
            any = or(
                    any,
                    SqlFragment.of("EXISTS (SELECT 1 FROM " + join.table() + " o WHERE o." + join.row() + " = " + alias
                                    + "." + record.key() + " AND NOT ")
                            .append(staged('C', "o." + join.column(), "h0"))
                            .append(")"));
        }
        return any;
    }

    /** A row that companies share goes with the last of them, if no contact is left in it. */
    private SqlFragment lastCompany(RecordDeclaration record, String alias) {
        SqlFragment named = null;
        SqlFragment stays = null;
        for (LinkDeclaration join : links(record, Kind.COMPANY_JOIN)) {
            String rows = "SELECT 1 FROM " + join.table() + " b WHERE b." + join.row() + " = " + alias + "."
                    + record.key() + " AND ";
            SqlFragment going = staged('O', "b." + join.column(), "e0");
            named = or(named, SqlFragment.of("EXISTS (" + rows).append(going).append(")"));
            stays = or(
                    stays,
                    SqlFragment.of("EXISTS (" + rows + "NOT ").append(going).append(")"));
        }
        for (LinkDeclaration link : links(record, Kind.COMPANY)) {
            String column = alias + "." + link.column();
            stays = or(
                    stays,
                    SqlFragment.of("(" + column + " IS NOT NULL AND NOT ")
                            .append(staged('O', column, "e1"))
                            .append(")"));
        }
        for (LinkDeclaration link : links(record, Kind.CONTACT)) {
            String column = alias + "." + link.column();
            stays = or(
                    stays,
                    SqlFragment.of("(" + column + " IS NOT NULL AND NOT ")
                            .append(staged('C', column, "e2"))
                            .append(")"));
        }
        for (LinkDeclaration join : links(record, Kind.CONTACT_JOIN)) {
            stays = or(
                    stays,
                    SqlFragment.of("EXISTS (SELECT 1 FROM " + join.table() + " v WHERE v." + join.row() + " = " + alias
                                    + "." + record.key() + " AND NOT ")
                            .append(staged('C', "v." + join.column(), "e3"))
                            .append(")"));
        }
        return SqlFragment.of("(")
                .append(java.util.Objects.requireNonNull(named))
                .append(" AND NOT ")
                .append(java.util.Objects.requireNonNull(stays))
                .append(")");
    }

    private @Nullable SqlFragment own(RecordDeclaration record, String alias, int depth) {
        List<LinkDeclaration> contacts = links(record, Kind.CONTACT);
        List<LinkDeclaration> joins = links(record, Kind.CONTACT_JOIN);
        if (contacts.isEmpty() && joins.isEmpty()) {
            return null;
        }
        SqlFragment direct = null;
        for (LinkDeclaration link : contacts) {
            direct = or(direct, staged('C', alias + "." + link.column(), "d" + depth));
        }
        SqlFragment invited = null;
        for (LinkDeclaration join : joins) {
            invited = or(
                    invited,
                    SqlFragment.of("EXISTS (SELECT 1 FROM " + join.table() + " m" + depth + ", erasure_subject n"
                            + depth
                            + " WHERE m" + depth + "." + join.row() + " = " + alias + "." + record.key() + " AND n"
                            + depth + ".plan = " + plan + " AND n" + depth + ".kind = 'C' AND n" + depth
                            + ".subject = m" + depth + "." + join.column() + ")"));
        }
        if (invited != null) {
            for (LinkDeclaration link : links(record, Kind.COMPANY)) {
                SqlFragment gone = SqlFragment.of(alias + "." + link.column() + " IS NULL");
                if (companies) {
                    gone = or(gone, staged('O', alias + "." + link.column(), "c" + depth));
                }
                invited = SqlFragment.of("(")
                        .append(gone)
                        .append(" AND ")
                        .append(invited)
                        .append(")");
            }
            for (LinkDeclaration join : links(record, Kind.COMPANY_JOIN)) {
                invited = SqlFragment.of("(")
                        .append(invited)
                        .append(" AND NOT EXISTS (SELECT 1 FROM " + join.table() + " w" + depth + " WHERE w" + depth
                                + "." + join.row() + " = " + alias + "." + record.key())
                        .append(companies ? " AND NOT " : "")
                        .append(
                                companies
                                        ? staged('O', "w" + depth + "." + join.column(), "u" + depth)
                                        : SqlFragment.of(""))
                        .append("))");
            }
        }
        SqlFragment related = direct == null ? invited : invited == null ? direct : or(direct, invited);
        SqlFragment others = shared(record, alias);
        boolean mustGo = contacts.stream()
                .anyMatch(l -> contacts.size() + joins.size() > 1
                        && !view.column(record.table(), l.column()).nullable());
        if (others == null || related == null || mustGo) {
            return related;
        }
        return SqlFragment.of("(")
                .append(related)
                .append(" AND NOT ")
                .append(others)
                .append(")");
    }

    /** Returns the condition that a column names somebody who goes. */
    SqlFragment staged(char kind, String column, String alias) {
        return SqlFragment.of("EXISTS (SELECT 1 FROM erasure_subject " + alias + " WHERE " + alias + ".plan = " + plan
                + " AND " + alias + ".kind = '" + kind + "' AND " + alias + ".subject = " + column + ")");
    }

    static List<LinkDeclaration> links(RecordDeclaration record, Kind kind) {
        return record.links().stream().filter(l -> l.kind() == kind).toList();
    }

    private static SqlFragment or(@Nullable SqlFragment one, SqlFragment other) {
        return one == null
                ? other
                : SqlFragment.of("(").append(one).append(" OR ").append(other).append(")");
    }
}
