package org.gallra.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.gallra.api.persistence.Database.Kind;

/**
 * The data: everything follows from the number of a row and one reference instant, nothing is random.
 *
 * <p>Five contacts to a company, three activities and one meeting of two to a contact, one opportunity and one sale to two contacts.
 * Two companies of five buy. The companies that deletions take come behind them and buy too, so that no rule hits their people.
 */
final class Dataset {

    private static final int BATCH = 5_000;
    private static final String WORDS =
            "ringde om leveransen och lovade att skicka en offert innan veckan var slut men ville vänta på ledningens svar ";
    private static final String TEXT = WORDS.repeat(4);

    /** Companies of their own for deletions: so many with so many contacts. */
    record Extra(int companies, int contacts) {}

    private final int contacts;
    private final List<Extra> extras;
    private final Instant reference;
    /** The company of each contact, by number; both from 0. */
    private final int[] companyOf;

    private final int companies;

    Dataset(int contacts, List<Extra> extras, Instant reference) {
        this.contacts = contacts;
        this.extras = extras;
        this.reference = reference;
        int all = contacts
                + extras.stream().mapToInt(e -> e.companies() * e.contacts()).sum();
        this.companyOf = new int[all];
        for (int i = 0; i < contacts; i++) {
            companyOf[i] = i / 5;
        }
        int person = contacts;
        int firm = contacts / 5;
        for (Extra extra : extras) {
            for (int c = 0; c < extra.companies(); c++, firm++) {
                for (int i = 0; i < extra.contacts(); i++) {
                    companyOf[person++] = firm;
                }
            }
        }
        this.companies = firm;
    }

    /** Returns the public ids of the companies that deletions take, those with so many contacts. */
    List<String> companiesWith(int people) {
        List<String> found = new ArrayList<>();
        int firm = contacts / 5;
        for (Extra extra : extras) {
            for (int c = 0; c < extra.companies(); c++, firm++) {
                if (extra.contacts() == people) {
                    found.add(id(1, firm));
                }
            }
        }
        return found;
    }

    static String contact(int number) {
        return id(2, number);
    }

    private static String id(int table, int number) {
        return String.format("%08x-0000-4000-8000-%012x", table, number);
    }

    /** Fills the empty tables of a server that is stopped. */
    void load(Connection connection, Kind kind) throws SQLException {
        people(connection, kind);
        int all = companyOf.length;
        fill(
                connection,
                kind,
                "activity",
                "id,public_id,version,contact_id,company_id,kind,subject,notes,due_at,done_at,owner,created_at,changed_at,open_month,search_key",
                3 * all,
                this::activity);
        fill(
                connection,
                kind,
                "meeting",
                "id,public_id,version,company_id,subject,notes,place,starts_at,held_at,owner,created_at,changed_at,search_key",
                all,
                this::meeting);
        fill(connection, kind, "meeting_participant", "meeting_id,contact_id", 2 * all, this::participant);
        fill(
                connection,
                kind,
                "opportunity",
                "id,public_id,version,contact_id,company_id,name,notes,stage,probability,amount,currency,created_at,changed_at,search_key",
                all / 2,
                this::opportunity);
        fill(
                connection,
                kind,
                "sale",
                "id,public_id,version,contact_id,company_id,order_number,description,notes,amount,currency,sold_on,created_at,"
                        + "changed_at,search_key",
                all / 2,
                this::sale);
    }

    /** Fills companies and contacts only. */
    void people(Connection connection, Kind kind) throws SQLException {
        connection.setAutoCommit(false);
        fill(
                connection,
                kind,
                "company",
                "id,public_id,version,name,name_key,search_key,category,city,created_at,changed_at",
                companies,
                this::company);
        fill(
                connection,
                kind,
                "contact",
                "id,public_id,version,company_id,first_name,last_name,sort_key,search_key,title,email,email_key,mobile,phone,"
                        + "notes,owner,created_at,changed_at",
                companyOf.length,
                this::contactRow);
    }

    private Object[] company(int n) {
        String name = "Firma " + n;
        return new Object[] {
            key(n),
            id(1, n),
            1L,
            name,
            "firma " + n,
            "firma " + n,
            "Region " + n / 5 % 100,
            "Sundsvall",
            days(900),
            days(900)
        };
    }

    private Object[] contactRow(int n) {
        String first = "Fornamn" + n % 997;
        String last = "Efternamn" + n;
        String email = "person" + n + "@example.com";
        String mobile = String.format("070%07d", n);
        String phone = String.format("060%06d", n);
        return new Object[] {
            key(n),
            id(2, n),
            1L,
            key(companyOf[n]),
            first,
            last,
            (last + '\u0001' + first).toLowerCase(java.util.Locale.ROOT),
            (first + ' ' + last + " inköpare " + email.replace('@', ' ').replace('.', ' ') + ' ' + mobile + ' ' + phone)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replace('ö', '}'),
            "Inköpare",
            email,
            email,
            mobile,
            phone,
            text(n),
            n % 2 == 0 ? "admin" : null,
            days(400 + n % 300),
            days(400)
        };
    }

    /** The last contact with every tenth lies within 30 days, with the others before. */
    private Object[] activity(int n) {
        int person = n / 3;
        boolean lately = n % 3 == 0 && person % 10 == 0;
        Timestamp when = days(lately ? 1 + person % 28 : 31 + n % 330);
        return new Object[] {
            key(n),
            id(3, n),
            1L,
            key(person),
            key(companyOf[person]),
            "CALL",
            "Samtal " + n,
            text(n),
            when,
            n % 7 == 6 ? null : when,
            "admin",
            days(380),
            when,
            n % 7 == 6 ? month(when) : null,
            "samtal " + n + " "
        };
    }

    private Object[] meeting(int n) {
        Timestamp when = days(n % 20 == 0 ? 1 + n % 28 : 31 + n % 330);
        return new Object[] {
            key(n),
            id(4, n),
            1L,
            key(companyOf[n]),
            "Möte " + n,
            text(n),
            "Kontoret",
            when,
            when,
            "admin",
            days(380),
            when,
            "m}te " + n + " mote " + n + " "
        };
    }

    /** The second participant is the neighbour; of every tenth meeting somebody from another company. */
    private Object[] participant(int n) {
        int meeting = n / 2;
        int people = companyOf.length;
        int other =
                meeting % 10 == 0 ? (meeting + people / 2 + 7) % people : meeting % 5 == 4 ? meeting - 1 : meeting + 1;
        return new Object[] {key(meeting), key(n % 2 == 0 ? meeting : Math.min(other, people - 1))};
    }

    private Object[] opportunity(int n) {
        int person = Math.min(2 * n, companyOf.length - 1);
        return new Object[] {
            key(n),
            id(5, n),
            1L,
            key(person),
            key(companyOf[person]),
            "Affär " + n,
            text(n),
            "WON",
            100,
            BigDecimal.valueOf(1000 + n % 90_000, 0),
            "SEK",
            days(380),
            days(300),
            "aff|r " + n + " affar " + n + " "
        };
    }

    private Object[] sale(int n) {
        int person = Math.min(2 * n + 1, companyOf.length - 1);
        int firm = companyOf[person];
        boolean buys = firm % 5 < 2 || firm >= contacts / 5;
        Timestamp when = days(buys ? 31 + n % 300 : 400 + n % 300);
        return new Object[] {
            key(n),
            id(6, n),
            1L,
            key(person),
            key(firm),
            "O-" + n,
            "Order " + n,
            text(n),
            BigDecimal.valueOf(1000 + n % 90_000, 0),
            "SEK",
            Date.valueOf(when.toInstant().atOffset(ZoneOffset.UTC).toLocalDate()),
            when,
            when,
            "order " + n + " o " + n + " "
        };
    }

    private static int month(Timestamp when) {
        LocalDate day = when.toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
        return day.getYear() * 100 + day.getMonthValue();
    }

    private static long key(int number) {
        return number + 1L;
    }

    /** 80 to 240 characters. */
    private static String text(int n) {
        return n + " " + TEXT.substring(0, 80 + n * 37 % 160);
    }

    private Timestamp days(int ago) {
        return Timestamp.from(reference.minus(Duration.ofDays(ago)));
    }

    private static void fill(
            Connection connection, Kind kind, String table, String columns, int rows, IntFunction<Object[]> row)
            throws SQLException {
        String marks = "?" + ", ?".repeat(columns.split(",").length - 1);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ")")) {
            for (int n = 0; n < rows; n++) {
                Object[] values = row.apply(n);
                for (int i = 0; i < values.length; i++) {
                    insert.setObject(i + 1, values[i]);
                }
                insert.addBatch();
                if (n % BATCH == BATCH - 1 || n == rows - 1) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        if (columns.startsWith("id,")) {
            try (Statement restart = connection.createStatement()) {
                restart.execute("ALTER TABLE " + table + " ALTER COLUMN id RESTART WITH " + (rows + 1));
            }
            connection.commit();
        }
        if (kind == Kind.POSTGRESQL) {
            connection.setAutoCommit(true);
            try (Statement vacuum = connection.createStatement()) {
                vacuum.execute("VACUUM (ANALYZE) " + table);
            }
            connection.setAutoCommit(false);
        }
    }
}
