package org.gallra.tck;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataStore;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.SelectionCriterion;
import org.gallra.tck.Badges.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit itself: run against bundles that are broken on purpose, the check that is meant fails, says why, and no other does. */
class BrokenBundlesTest {

    private static final int FEWEST_CHECKS = 20;
    /** More than are read at a time. */
    private static final String ROWS = "1200";

    private static final Pattern CHECK = Pattern.compile("\\[test-template:(\\w+)\\(");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path place;

    /**
     * A bundle and what the kit has to say of it.
     *
     * @param broken how it is broken
     * @param bundle the bundle
     * @param contract the author's class
     * @param fault what is wrong with its store; null if it has none
     * @param fails words of the message of each check that fails, by check
     */
    record Case(
            String broken,
            AcmeBundle bundle,
            Class<? extends PersonalDataContract> contract,
            @Nullable Fault fault,
            Map<String, String> fails) {

        @Override
        public String toString() {
            return broken;
        }
    }

    /** The author's class; where the bundle lies is known at run time only. */
    static class Acme extends PersonalDataContract {

        static final ThreadLocal<Path> LIES = new ThreadLocal<>();

        @Override
        protected Path bundle() {
            return LIES.get();
        }
    }

    /** An author who asks before writing to a contact. */
    static class Careful extends Acme {

        @Override
        protected void write(ContactId contact, Core core) {
            core.database().inTransaction(connection -> {
                insert(core, core.directory().contactKeyForWriting(contact), "careful");
                return true;
            });
        }

        static void insert(Core core, long contact, String code) {
            core.database().inTransaction(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO acme_seat (contact_id, code, diet) VALUES (?, ?, 'Fisk')")) {
                    insert.setLong(1, contact);
                    insert.setString(2, code);
                    return insert.executeUpdate();
                }
            });
        }
    }

    /** An author who does not. */
    static class Careless extends Acme {

        private int written;

        @Override
        protected void write(ContactId contact, Core core) {
            Careful.insert(core, core.directory().contactKey(contact), "careless" + ++written);
        }
    }

    /** An author with a store. */
    static class WithStore extends Acme {

        @Override
        protected List<PersonalDataStore> stores(Core core) {
            return List.of(new Badges());
        }

        @Override
        protected void put(
                PersonalDataStore store, ContactId contact, long contactKey, int items, String mark, Core core) {
            Badges.put(contactKey, items, mark);
        }
    }

    /** An author who does not say how something comes into the store. */
    static class WithEmptyStore extends Acme {

        @Override
        protected List<PersonalDataStore> stores(Core core) {
            return List.of(new Badges());
        }
    }

    /** A blocker that asks one question. */
    private record Asking(String id, Text reason, String query) implements ErasureBlocker {

        @Override
        public Optional<SqlFragment> contacts(Kind kind, ErasureAction action, Instant now) {
            return Optional.of(SqlFragment.of(query));
        }
    }

    private abstract static class Blocking extends Acme {

        private static final Text CLAIM = new Text("Öppet ärende", "Open claim");

        abstract String query();

        @Override
        protected List<ErasureBlocker> blockers(Core core) {
            return List.of(new Asking("acme.claims", CLAIM, query()));
        }

        @Override
        protected void block(ErasureBlocker blocker, ContactId contact, long contactKey, Core core) {
            core.database().inTransaction(c -> c.createStatement()
                    .executeUpdate("UPDATE acme_seat SET row_no = -1 WHERE contact_id = " + contactKey));
        }
    }

    /** A blocker that holds those who are to be held. */
    static class Holding extends Blocking {

        @Override
        String query() {
            return "SELECT contact_id, CAST(NULL AS TIMESTAMP) FROM acme_seat WHERE row_no = -1";
        }
    }

    /** A blocker that holds everybody. */
    static class HoldingAll extends Blocking {

        @Override
        String query() {
            return "SELECT contact_id, CAST(NULL AS TIMESTAMP) FROM acme_seat";
        }
    }

    /** A blocker with a query that cannot run. */
    static class HoldingNonsense extends Blocking {

        @Override
        String query() {
            return "SELECT nonsense FROM acme_seat";
        }
    }

    private record Seated(String id, Text label, String query) implements SelectionCriterion {

        @Override
        public Text words(Arguments arguments) {
            return new Text("sitter", "is seated");
        }

        @Override
        public SqlFragment select(Kind kind, Arguments arguments, Instant now) {
            return SqlFragment.of(query + " WHERE 1 = ?", 1);
        }
    }

    /** A criterion as it should be. */
    static class Selecting extends Acme {

        @Override
        protected List<SelectionCriterion> criteria(Core core) {
            return List.of(new Seated("acme.seated", new Text("Sitter", "Seated"), "SELECT contact_id FROM acme_seat"));
        }
    }

    /** A criterion that returns rows where keys of contacts are asked for. */
    static class SelectingRows extends Acme {

        @Override
        protected List<SelectionCriterion> criteria(Core core) {
            return List.of(
                    new Seated("acme.seated", new Text("Sitter", "Seated"), "SELECT id + 1000000 FROM acme_seat"),
                    new Seated("Seated", new Text("Sitter", "Seated"), "SELECT nonsense FROM acme_seat"));
        }
    }

    /** A criterion that says of a few contacts what it does not say of all. */
    static class SelectingOthers extends Acme {

        private static final class Fickle implements SelectionCriterion {

            @Override
            public String id() {
                return "acme.fickle";
            }

            @Override
            public Text label() {
                return new Text("Sitter", "Seated");
            }

            @Override
            public Text words(Arguments arguments) {
                return label();
            }

            @Override
            public SqlFragment select(Kind kind, Arguments arguments, Instant now) {
                return SqlFragment.of("SELECT contact_id FROM acme_seat");
            }

            @Override
            public SqlFragment select(Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
                return SqlFragment.of("SELECT contact_id FROM acme_seat WHERE contact_id NOT IN (")
                        .append(contacts)
                        .append(")");
            }
        }

        @Override
        protected List<SelectionCriterion> criteria(Core core) {
            return List.of(new Fickle());
        }
    }

    /** A core in which everybody may do everything. */
    static class OpenDoors extends Acme {

        @Override
        Callers callers() {
            return new Callers() {
                @Override
                public Caller require(Permission permission) {
                    return caller();
                }
            };
        }
    }

    static Stream<Case> bundles() {
        return Stream.of(
                of(
                        "nothing",
                        new AcmeBundle()
                                .seat(
                                        "public class Seat",
                                        "@Statistic(name = \"by-row\", label = \"%fee\", by = {@By(\"rowNo\"), @By(\"companyId\")},"
                                                + " sum = \"fee\")\npublic class Seat"),
                        Careful.class),
                store("nothing, with a store", Fault.NONE),
                of("nothing, with a blocker", new AcmeBundle(), Holding.class),
                of("nothing, with a criterion", new AcmeBundle(), Selecting.class),
                of(
                        "1: silence",
                        new AcmeBundle().withoutDeclaration(),
                        entry("required_01_declares_or_says_none", "neither what personal data it holds nor")),
                of(
                        "2: a column that nobody declared",
                        new AcmeBundle()
                                .changes("<addColumn tableName=\"acme_seat\"><column name=\"phone\""
                                        + " type=\"VARCHAR(40)\"/></addColumn>"),
                        entry(
                                "required_02_every_table_and_column_is_accounted_for",
                                "acme_seat.phone is not accounted for")),
                of(
                        "2: a table outside the changelog",
                        new AcmeBundle().sql("CREATE TABLE acme_friend (contact_id BIGINT)"),
                        entry(
                                "required_02_every_table_and_column_is_accounted_for",
                                "acme_friend leads to contacts or companies")),
                of(
                        "3: a text that is missing in Swedish",
                        new AcmeBundle().withoutSwedish("diet"),
                        entry("required_03_every_text_exists_in_swedish_and_english", "The text diet is missing")),
                of(
                        "3: a label that is no key",
                        new AcmeBundle().edit(f -> AcmeBundle.field(f, 0, "acme.seat.diet")
                                .put("label", "Kost")),
                        entry("required_03_every_text_exists_in_swedish_and_english", "write label = \"%key\"")),
                of(
                        "3: no name of its own",
                        new AcmeBundle().withoutSwedish("bundle"),
                        entry("optional_03_the_bundle_has_a_name_in_swedish_and_english", "write bundle = ... into")),
                of(
                        "4: kept without a ground",
                        new AcmeBundle().edit(f -> AcmeBundle.field(f, 0, "acme.seat.fee")
                                .putNull("ground")),
                        entry(
                                "required_04_every_field_has_a_policy_and_a_strategy",
                                "acme.seat.fee is kept without a ground")),
                of(
                        "5: no index",
                        new AcmeBundle()
                                .table(
                                        "<createIndex tableName=\"acme_seat\" indexName=\"acme_seat_contact_ix\"><column"
                                                + " name=\"contact_id\"/></createIndex>",
                                        ""),
                        entry("required_05_every_link_is_indexed", "acme_seat.contact_id has no index")),
                of(
                        "6: another value than was put in",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_upper AFTER INSERT ON acme_seat REFERENCING NEW AS n FOR EACH ROW"
                                                + " UPDATE acme_seat SET note = UPPER(note) WHERE id = n.id"),
                        entry("required_06_the_extract_holds_every_value_once", "acme.seat.note")),
                of(
                        "7: a copy that nobody reaches",
                        new AcmeBundle()
                                .entity(
                                        "History",
                                        "@Entity @Table(name = \"acme_history\") public class History { @Id Long id;"
                                                + " @NotPersonal(\"what happened\") String text; }")
                                .changes("<createTable tableName=\"acme_history\"><column name=\"id\" type=\"BIGINT\""
                                        + " autoIncrement=\"true\"><constraints primaryKey=\"true\"/></column>"
                                        + "<column name=\"text\" type=\"VARCHAR(3000)\"/></createTable>")
                                .sql(
                                        "CREATE TRIGGER acme_log AFTER INSERT ON acme_seat REFERENCING NEW AS n FOR EACH ROW"
                                                + " INSERT INTO acme_history (text) VALUES ('was: ' || n.note)"),
                        entry(
                                "required_07_erasing_leaves_no_value_anywhere",
                                "acme.seat.note still stands in [acme_history.text]")),
                of(
                        "8: more goes than was chosen",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_more AFTER UPDATE OF diet ON acme_seat REFERENCING NEW AS n FOR EACH"
                                                + " ROW UPDATE acme_seat SET note = NULL WHERE id = n.id"),
                        entry("required_08_what_was_not_chosen_is_kept", "acme.seat.note was not chosen")),
                of(
                        "9: others are changed",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_others AFTER UPDATE OF diet ON acme_seat REFERENCING NEW AS n FOR"
                                                + " EACH ROW UPDATE acme_seat SET note = 'x' WHERE contact_id <> n.contact_id"),
                        entry("required_09_others_are_untouched", "Forgetting one person changes the row acme_seat")),
                of(
                        "10: something is written again",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_again AFTER UPDATE OF diet ON acme_seat REFERENCING NEW AS n FOR EACH"
                                                + " ROW UPDATE acme_seat SET diet = 'gone' WHERE id = n.id AND diet IS NULL"),
                        entry(
                                "required_10_twice_is_the_same",
                                "would change 2 rows of acme.seat again [acme.seat.diet]")),
                of(
                        "11: a unique column that is cleared",
                        new AcmeBundle()
                                .seat("anonymize = Strategy.TOKEN", "anonymize = Strategy.CLEAR")
                                .table(
                                        "<column name=\"contact_id\" type=\"BIGINT\"><constraints nullable=\"false\"/>",
                                        "<column name=\"contact_id\" type=\"BIGINT\"><constraints nullable=\"false\""
                                                + " unique=\"true\" uniqueConstraintName=\"acme_one_uq\"/>"),
                        entry("required_11_two_people_in_a_row", "declare it with anonymize = Strategy.TOKEN"),
                        // three people, too
                        entry("required_16_a_run_stops_when_the_bundle_goes", "SQL state 23505")),
                of(
                        "12: rows that vanish with others",
                        withTags("<addForeignKeyConstraint constraintName=\"acme_tag_fk\" baseTableName=\"acme_tag\""
                                + " baseColumnNames=\"seat_id\" referencedTableName=\"acme_seat\""
                                + " referencedColumnNames=\"id\" onDelete=\"CASCADE\"/>"),
                        entry(
                                "required_12_deleting_a_company_takes_what_the_preview_counted",
                                "rows of acme.tag, the receipt says 0")),
                of(
                        "13: holds everybody",
                        new AcmeBundle(),
                        HoldingAll.class,
                        entry("required_13_a_blocker_stops_and_explains", "was to hold one of two contacts")),
                of(
                        "13: cannot be asked",
                        new AcmeBundle(),
                        HoldingNonsense.class,
                        entry("required_13_a_blocker_stops_and_explains", "two columns, key and until")),
                of(
                        "14: more rows than are kept",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_most AFTER INSERT ON acme_seat REFERENCING NEW AS n FOR EACH ROW"
                                                + " DELETE FROM acme_seat WHERE contact_id = n.contact_id AND id < n.id - 1000"),
                        entry("required_14_many_rows_are_read_one_by_one", "and 1001 were read")),
                of(
                        "15: an act that goes on without a blocker",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_gap AFTER INSERT ON erasure_plan_part REFERENCING NEW AS n FOR EACH"
                                                + " ROW UPDATE erasure_plan_part SET body = SUBSTR(body, 1, LOCATE('\"stops\":true',"
                                                + " body) - 1) || '\"stops\":false' || SUBSTR(body, LOCATE('\"stops\":true', body) +"
                                                + " 12) WHERE plan = n.plan AND LOCATE('\"stops\":true', body) > 0"),
                        entry("required_15_a_blocker_that_fails_stops_the_act", "An act goes on although")),
                of(
                        "15: selects other things than contacts",
                        new AcmeBundle(),
                        SelectingRows.class,
                        entry("required_15_a_criterion_answers_with_a_query_that_runs", "something else than keys")),
                of(
                        "15: says something else of a few",
                        new AcmeBundle(),
                        SelectingOthers.class,
                        entry(
                                "required_15_a_criterion_answers_with_a_query_that_runs",
                                "names a contact when everybody")),
                of(
                        "16: a declaration that is not kept",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_lost AFTER INSERT ON register_declaration REFERENCING NEW AS n FOR"
                                                + " EACH ROW DELETE FROM register_declaration WHERE bundle = n.bundle AND n.bundle ="
                                                + " '" + AcmeBundle.NAME + "'"),
                        entry("required_16_a_departed_bundle_is_still_reached", "does not show its 2 rows"),
                        entry(
                                "required_16_a_run_stops_when_the_bundle_goes",
                                "left after a run that was planned again")),
                of(
                        "17: writes to an anonymized contact",
                        new AcmeBundle(),
                        Careless.class,
                        entry(
                                "required_17_an_anonymized_contact_is_not_written_to",
                                "ContactDirectory.contactKeyForWriting"),
                        entry(
                                "required_18_a_restricted_contact_is_not_written_to",
                                "writes to a contact who is restricted")),
                of(
                        "17: recognizes people by what they share",
                        couples().edit(file -> file.get("records").forEach(record -> {
                            if (record.get("id").asText().equals("acme.pair")) {
                                ((ObjectNode) record.get("fields").get(0)).put("recognition", "EMAIL");
                            }
                        })),
                        entry(
                                "required_17_the_erased_are_recognized_by_marked_fields",
                                "not recognized by acme.pair.guest")),
                of(
                        // a name would be masked: this is what nobody can know to be another's
                        "19: another's title in one's row",
                        pairs(),
                        entry("required_19_the_extract_names_nobody_else", "contact.contact.title in acme.pair.guest"),
                        // what stands there is not what was put in, either
                        entry("required_06_the_extract_holds_every_value_once", "acme.pair.guest")),
                of(
                        "20: what is kept changes",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_zero AFTER UPDATE OF diet ON acme_seat REFERENCING NEW AS n FOR EACH"
                                                + " ROW UPDATE acme_seat SET row_no = 0 WHERE id = n.id"),
                        entry("required_20_statistics_are_the_same", "acme_seat.row_no is kept for statistics")),
                of(
                        "20: a statistic that reads what goes",
                        new AcmeBundle()
                                .seat(
                                        "public class Seat",
                                        "@Statistic(name = \"by-diet\", label = \"%diet\", by = @By(\"diet\"))\n"
                                                + "public class Seat"),
                        entry(
                                "required_20_declared_statistics_are_the_same",
                                "acme.seat.by-diet is another one after an anonymization")),
                of(
                        "21: open doors",
                        new AcmeBundle(),
                        OpenDoors.class,
                        entry(
                                "required_21_without_the_right_nothing_happens",
                                "Without the right there is an extract")),
                of(
                        "22: rows that hide from a replay",
                        new AcmeBundle()
                                .sql(
                                        "CREATE TRIGGER acme_hide AFTER INSERT ON erasure_plan REFERENCING NEW AS n FOR EACH ROW"
                                                + " UPDATE acme_seat SET contact_id = -contact_id WHERE"
                                                + " {fn TIMESTAMPDIFF(SQL_TSI_HOUR, n.created_at, n.expires_at)} > 12"),
                        entry("required_22_a_restored_backup_is_erased_again", "is back after a backup")),
                store(
                        "6: a store that loses an item",
                        Fault.LOSES,
                        entry("required_06_the_extract_holds_every_item_of_a_store_once", "the extract shows 2"),
                        entry("required_14_a_store_exports_page_by_page", "page by page 499 came out")),
                store(
                        "7: a store that remembers",
                        Fault.REMEMBERS,
                        entry("required_07_erasing_leaves_nothing_in_a_store", "counts 0 items and exports 3")),
                store(
                        "9: a store that erases others",
                        Fault.GREEDY,
                        entry("required_09_a_store_leaves_others_untouched", "exports other items"),
                        entry("required_10_a_store_may_be_asked_twice", "lost items of somebody else")),
                store(
                        "10: a store that cannot be asked twice",
                        Fault.ANGRY,
                        entry("required_10_a_store_may_be_asked_twice", "throws java.lang.IllegalStateException")),
                store(
                        "14: a store without pages",
                        Fault.UNPAGED,
                        entry("required_14_a_store_exports_page_by_page", "exports 500 items where 7 are asked for")),
                store(
                        "15: a store that loses what it counts",
                        Fault.SHY,
                        entry("required_15_a_store_that_fails_is_named", "Change nothing in count(...)"),
                        entry("required_06_the_extract_holds_every_item_of_a_store_once", "the extract shows 0"),
                        entry("required_10_a_store_may_be_asked_twice", "lost items of somebody else"),
                        entry("required_14_a_store_exports_page_by_page", "page by page 0 came out")),
                store(
                        "24: a store that forgets by halves",
                        Fault.SLOW,
                        entry("required_24_a_store_that_is_down_is_asked_again", "still counts 1 items"),
                        entry("required_07_erasing_leaves_nothing_in_a_store", "counts 2 items"),
                        entry(
                                "required_10_a_store_may_be_asked_twice",
                                "changes 1 items when the same act comes again")),
                store(
                        "no way into the store",
                        Fault.NONE,
                        WithEmptyStore.class,
                        Stream.of(
                                        "required_06_the_extract_holds_every_item_of_a_store_once",
                                        "required_07_erasing_leaves_nothing_in_a_store",
                                        "required_09_a_store_leaves_others_untouched",
                                        "required_10_a_store_may_be_asked_twice",
                                        "required_14_a_store_exports_page_by_page",
                                        "required_15_a_store_that_fails_is_named",
                                        "required_24_a_store_that_is_down_is_asked_again")
                                .map(c -> entry(c, "override put(store, contact, key, items, mark, core)"))
                                .toArray(Map.Entry[]::new)));
    }

    private static AcmeBundle withTags(String constraint) {
        return new AcmeBundle()
                .entity(
                        "Tag",
                        "@Entity @Table(name = \"acme_tag\") @PersonalRecord(id = \"acme.tag\", label = \"%tag\", contact ="
                                + " \"contactId\") public class Tag { @Id Long id; @Column(name = \"contact_id\") Long"
                                + " contactId; @NotPersonal(\"key of the seat\") @Column(name = \"seat_id\") Long seatId;"
                                + " @PersonalField(label = \"%tag\", anonymize = Strategy.CLEAR) String text; }")
                .text("tag", "Lapp", "Tag")
                .changes(
                        "<createTable tableName=\"acme_tag\"><column name=\"id\" type=\"BIGINT\" autoIncrement=\"true\">"
                                + "<constraints primaryKey=\"true\"/></column><column name=\"contact_id\" type=\"BIGINT\"/><column"
                                + " name=\"seat_id\" type=\"BIGINT\"/><column name=\"text\" type=\"VARCHAR(100)\"/></createTable>"
                                + "<createIndex tableName=\"acme_tag\" indexName=\"acme_tag_ix\"><column name=\"contact_id\"/>"
                                + "</createIndex>"
                                + constraint);
    }

    private static AcmeBundle pairs() {
        return couples()
                .sql(
                        "CREATE TRIGGER acme_name AFTER INSERT ON acme_pair REFERENCING NEW AS n FOR EACH ROW UPDATE acme_pair"
                                + " SET guest = (SELECT title FROM contact WHERE id = n.guest_id) WHERE id = n.id AND host_id IS"
                                + " NOT NULL AND guest_id IS NOT NULL");
    }

    private static AcmeBundle couples() {
        return new AcmeBundle()
                .entity(
                        "Pair",
                        "@Entity @Table(name = \"acme_pair\") @PersonalRecord(id = \"acme.pair\", label = \"%pair\", contact ="
                                + " {\"hostId\", \"guestId\"}) public class Pair { @Id Long id; @Column(name = \"host_id\")"
                                + " Long hostId; @Column(name = \"guest_id\") Long guestId; @PersonalField(label = \"%pair\","
                                + " anonymize = Strategy.CLEAR) String guest; }")
                .text("pair", "Par", "Pair")
                .changes(
                        "<createTable tableName=\"acme_pair\"><column name=\"id\" type=\"BIGINT\" autoIncrement=\"true\">"
                                + "<constraints primaryKey=\"true\"/></column><column name=\"host_id\" type=\"BIGINT\"/><column"
                                + " name=\"guest_id\" type=\"BIGINT\"/><column name=\"guest\" type=\"VARCHAR(100)\"/></createTable>"
                                + "<createIndex tableName=\"acme_pair\" indexName=\"acme_host_ix\"><column name=\"host_id\"/>"
                                + "</createIndex><createIndex tableName=\"acme_pair\" indexName=\"acme_guest_ix\"><column"
                                + " name=\"guest_id\"/></createIndex>");
    }

    @SafeVarargs
    private static Case of(String broken, AcmeBundle bundle, Map.Entry<String, String>... fails) {
        return of(broken, bundle, Acme.class, fails);
    }

    @SafeVarargs
    private static Case of(
            String broken,
            AcmeBundle bundle,
            Class<? extends PersonalDataContract> contract,
            Map.Entry<String, String>... fails) {
        return new Case(broken, bundle, contract, null, Map.ofEntries(fails));
    }

    @SafeVarargs
    private static Case store(String broken, Fault fault, Map.Entry<String, String>... fails) {
        return store(broken, fault, WithStore.class, fails);
    }

    @SafeVarargs
    private static Case store(
            String broken,
            Fault fault,
            Class<? extends PersonalDataContract> contract,
            Map.Entry<String, String>... fails) {
        return new Case(broken, new AcmeBundle().store(Badges.class), contract, fault, Map.ofEntries(fails));
    }

    @Test
    void everyCheckCanFail() {
        Set<String> checks = Stream.of(PersonalDataContract.class.getDeclaredMethods())
                .filter(m -> m.isAnnotationPresent(Check.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(checks).hasSizeGreaterThan(FEWEST_CHECKS);
        assertThat(bundles().flatMap(c -> c.fails().keySet().stream()).collect(Collectors.toSet()))
                .isEqualTo(checks);
    }

    static Stream<Case> withoutStores() {
        return bundles().filter(c -> c.fault() == null);
    }

    static Stream<Case> withStores() {
        return bundles().filter(c -> c.fault() != null);
    }

    @ParameterizedTest
    @MethodSource("withoutStores")
    @Execution(ExecutionMode.CONCURRENT)
    void theCheckThatIsMeantFailsAndNoOther(Case one) throws IOException {
        fails(one);
    }

    @ParameterizedTest
    @MethodSource("withStores")
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock("badges")
    void theCheckOfAStoreThatIsMeantFailsAndNoOther(Case one) throws IOException {
        Badges.begin(Objects.requireNonNull(one.fault()));
        fails(one);
    }

    private void fails(Case one) throws IOException {
        Acme.LIES.set(one.bundle().write(place));
        Map<String, String> results = run(one.contract());
        assertThat(results).hasSizeGreaterThan(FEWEST_CHECKS);
        Map<String, String> failed = new TreeMap<>(results);
        failed.entrySet()
                .removeIf(r -> r.getValue().equals("SUCCESSFUL")
                        || (r.getValue().startsWith("ABORTED") && !r.getKey().startsWith("optional_")));
        assertThat(failed.keySet())
                .as(failed.toString())
                .containsExactlyInAnyOrderElementsOf(one.fails().keySet());
        one.fails().forEach((check, words) -> assertThat(failed.get(check)).contains(words));
        assertThat(results.values().stream().filter("SUCCESSFUL"::equals)).hasSizeGreaterThan(3);
    }

    /** Returns what came of each check on Derby; of one that is aborted or fails, its message too. */
    private static Map<String, String> run(Class<?> contract) {
        Map<String, String> results = new TreeMap<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(contract))
                                .configurationParameter(OnEachDatabase.DATABASES, "derby")
                                .configurationParameter(OnEachDatabase.ROWS, ROWS)
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                Matcher check = CHECK.matcher(test.getUniqueId());
                                if (test.isTest() && check.find()) {
                                    results.put(
                                            check.group(1),
                                            result.getStatus()
                                                    + result.getThrowable()
                                                            .map(t -> " " + t)
                                                            .orElse(""));
                                }
                            }
                        });
        return results;
    }
}
