package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.Role;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contributor.ContributorCalls.Problem;
import org.gallra.api.contributor.ContributorCalls.Trouble;
import org.gallra.api.erasure.AnonymizationService.Category;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.erasure.StatisticProof;
import org.gallra.api.erasure.StatisticProof.Basis;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.ledger.LedgerService.Condition;
import org.gallra.api.ledger.LedgerService.LedgerState;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.DepartedBundles;
import org.gallra.api.personaldata.Departure;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.personaldata.StoreKind;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.ui.PageAddress;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages about bundles and plans, as a browser gets them. */
class RenderTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final Pages pages = new Pages(new NoLogins(), "v");

    private record NoLogins() implements LoginService {

        @Override
        public Login login(String userName, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Login login(String userName, String password, @Nullable String code) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void confirm(String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Login> find(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Login> current() {
            return Optional.empty();
        }

        @Override
        public void logout(String token) {}

        @Override
        public List<Session> sessions() {
            return List.of();
        }

        @Override
        public void end(String userName, UUID id) {}

        @Override
        public long failedLogins() {
            return 0;
        }
    }

    private static Shell shell(Role role, long attention) {
        return new Shell(
                Messages.of(Locale.forLanguageTag("sv")),
                new Caller("admin", role, role.permissions()),
                "secret",
                "/ui/bundles",
                "v",
                () -> attention,
                (menu, caller) -> List.of(),
                (path, caller) -> "/ui/help/" + Help.of(path),
                null,
                null,
                "");
    }

    private static FieldDeclaration field(String id, boolean mandatory, @Nullable Text source) {
        Text purpose = Text.same("Purpose of all");
        return new FieldDeclaration(
                id,
                Text.same("Label " + id + HOSTILE),
                "C",
                ColumnType.TEXT,
                true,
                DataCategory.HEALTH,
                FieldKind.BUSINESS,
                Strategy.CLEAR,
                mandatory,
                null,
                10,
                ExtractPolicy.INCLUDE,
                false,
                null,
                purpose,
                null,
                source,
                null,
                null,
                false,
                Recognition.NONE);
    }

    private static RecordDeclaration record(String bundle) {
        return new RecordDeclaration(
                bundle + ".record",
                bundle,
                Text.same("Records of " + bundle),
                DataSubject.CONTACT,
                "T_" + bundle,
                "ID",
                ColumnType.INTEGER,
                null,
                null,
                List.of(new LinkDeclaration(
                        LinkDeclaration.Kind.CONTACT_JOIN, "CONTACT_ID", "GUESTS", "EVENT_ID", null)),
                List.of(
                        field(bundle + ".record.a", true, Text.same("Source of a")),
                        field(bundle + ".record.b", false, null)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Contributor contributor(
            String bundle, Accounting accounting, Presence presence, boolean data, @Nullable Departure departure) {
        return new Contributor(
                bundle,
                "1.0.0",
                Text.same("Name of " + bundle + HOSTILE),
                accounting,
                presence,
                accounting == Accounting.COMPLETE ? List.of() : List.of(Text.same("Reason of " + bundle)),
                data ? List.of(record(bundle)) : List.of(),
                data
                        ? List.of(new StoreDeclaration(
                                bundle + ".store",
                                bundle,
                                Text.same("Store of " + bundle),
                                StoreKind.FILES,
                                true,
                                List.of(field(bundle + ".store.x", true, null))))
                        : List.of(),
                data ? List.of(Text.same("Change of " + bundle)) : List.of(),
                departure);
    }

    private static RegisterSnapshot register() {
        return new RegisterSnapshot(
                1,
                "digest",
                List.of(
                        contributor("complete", Accounting.COMPLETE, Presence.ACTIVE, true, null),
                        contributor(
                                "decided",
                                Accounting.COMPLETE,
                                Presence.DEPARTED,
                                true,
                                new Departure(LocalDate.of(2027, 1, 31), "anna", NOW)),
                        contributor("gone", Accounting.HOLDS_NOTHING, Presence.DEPARTED, false, null),
                        contributor("left", Accounting.COMPLETE, Presence.DEPARTED, true, null),
                        contributor("nothing", Accounting.HOLDS_NOTHING, Presence.ACTIVE, false, null),
                        contributor("red", Accounting.NOT_ACCOUNTED_FOR, Presence.ACTIVE, true, null)));
    }

    private Document bundles(Role role, RegisterPages.Refusal refusal) {
        RegisterSnapshot register = register();
        Shell shell = shell(role, Coverage.attention(register));
        List<Trouble> troubles = List.of(
                new Trouble("complete", "UiColumn acme.Column", Problem.TOO_SLOW, "200 ms", 7, NOW),
                new Trouble("stranger", "UiPanel acme.Panel", Problem.THREW, "java.lang.Error", 1, NOW));
        return page(pages.text(
                shell,
                "bundles",
                "register",
                register,
                "coverage",
                Coverage.of(register, Map.of("complete", new Parts.Count(2, 0, 1, 1, 1)), troubles, shell),
                "erased",
                List.of(new DepartedBundles.Erased("old", Text.same("Old one"), 1234, "anna", NOW)),
                "refusal",
                refusal));
    }

    /** Parses a page and demands of it what every page owes. */
    private static Document page(String html) {
        Document page = Jsoup.parse(html);
        assertThat(page.select("[style], script:not([src]), img")).isEmpty();
        assertThat(page.select("h1")).hasSize(1);
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        for (Element input : page.select("input:not([type=hidden])")) {
            assertThat(input.hasAttr("aria-label")
                            || input.closest("label") != null
                            || !page.select("label[for=" + input.id() + "]").isEmpty())
                    .as("label of " + input)
                    .isTrue();
        }
        for (Element form : page.select("form[method=post]")) {
            assertThat(form.select("input[name=_csrf]")).as(form.attr("action")).hasSize(1);
        }
        return page;
    }

    @Test
    void bundlesThatNeedSomebodyComeFirstAndOpen() {
        Document page = bundles(Role.SYSTEM_ADMINISTRATOR, RegisterPages.Refusal.NONE);
        assertThat(page.select(".tile strong").eachText()).containsExactly("1", "2", "3", "2");
        assertThat(page.select("details.bundle").eachAttr("id"))
                .containsExactly("b-red", "b-left", "b-complete", "b-decided", "b-gone", "b-nothing");
        assertThat(page.select("details.bundle[open]").eachAttr("id")).containsExactly("b-red", "b-left");
        assertThat(page.select("#b-red .reasons.bad").text()).contains("Reason of red");
        assertThat(page.select(".nav-badge").text()).contains("2");
    }

    @Test
    void aCardTellsWhatIsHeldHowItLeadsToPeopleAndWhatWentWrong() {
        Element card =
                bundles(Role.SYSTEM_ADMINISTRATOR, RegisterPages.Refusal.NONE).expectFirst("#b-complete");
        assertThat(card.text())
                .contains(
                        "Change of complete",
                        "En rad delas av de kontaktpersoner som tabellen GUESTS kopplar till den.",
                        "Store of complete",
                        "Filer",
                        "2 paneler",
                        "1 kolumn",
                        "Svarade inte i tid 200 ms");
        assertThat(card.expectFirst(".record").select(".statements").eachText())
                .as("what all fields have in common once, the rest with its field")
                .containsExactly("Ändamål Purpose of all", "Källa Source of a");
        assertThat(card.html()).contains("&lt;img");
    }

    @Test
    void aDepartedBundleAsksAndADecisionCanBeChanged() {
        Document page = bundles(Role.SYSTEM_ADMINISTRATOR, RegisterPages.Refusal.NONE);
        Element left = page.expectFirst("#b-left .departed");
        assertThat(left.text()).contains("Vad ska hända med det?");
        assertThat(left.select("form").eachAttr("action"))
                .containsExactly("/ui/bundles/left/copy", "/ui/bundles/left/keep", "/ui/bundles/left/erase");
        Element decided = page.expectFirst("#b-decided .departed");
        assertThat(decided.text()).contains("Behålls till och med 2027-01-31.", "anna", "2026-11-25 11:00");
        assertThat(decided.select("details:not([open]) form")).hasSize(3);
        assertThat(decided.select("input[name=until]").val()).isEqualTo("2027-01-31");
        assertThat(page.select("#b-gone .departed")).as("nothing is left of it").isEmpty();
        assertThat(page.select("#erased").text()).contains("Old one", "1 234", "anna");
        Document refused =
                bundles(Role.SYSTEM_ADMINISTRATOR, new RegisterPages.Refusal("decided", "Fel dag", "2020-01-01"));
        assertThat(refused.select("[role=alert]").text()).contains("Fel dag");
        assertThat(refused.select("#b-decided .departed details[open] input[name=until]")
                        .val())
                .isEqualTo("2020-01-01");
    }

    private static ErasurePlan plan(
            ErasurePlan.State state,
            long contacts,
            List<ErasurePlan.StorePlan> stores,
            List<ErasurePlan.Exclusion> excluded,
            List<ErasurePlan.Gap> gaps,
            @Nullable ErasureReceipt receipt) {
        return new ErasurePlan(
                UUID.randomUUID(),
                ErasureAction.ANONYMIZE,
                state,
                "digest",
                NOW,
                NOW.plusSeconds(3600),
                "admin",
                contacts,
                0,
                0,
                Set.of(),
                List.of(new ErasurePlan.RecordPlan(
                        "contact.contact",
                        Text.same("Contacts"),
                        "contact",
                        RowAction.ANONYMIZE,
                        2,
                        2,
                        0,
                        0,
                        0,
                        null,
                        List.of())),
                stores,
                STATISTICS,
                excluded,
                gaps,
                List.of(new ErasurePlan.ContributorState(
                        "acme", "1", Text.same("Acme badges"), Accounting.COMPLETE, Presence.ACTIVE)),
                gaps.isEmpty(),
                1,
                0,
                state == ErasurePlan.State.WAITING || state == ErasurePlan.State.FAILED ? NOW : null,
                receipt);
    }

    private static ErasurePlan.StorePlan store(@Nullable Long items, RowAction action, long owed) {
        return new ErasurePlan.StorePlan(
                "acme.badges", Text.same("Badges"), "acme", StoreKind.FILES, true, action, items, owed);
    }

    private static final List<ErasurePlan.StatisticPlan> STATISTICS = List.of(
            new ErasurePlan.StatisticPlan(
                    "acme.seat.by-row", Text.same("Seats by row"), "acme.seat", Basis.UNWRITTEN, 4, 0),
            new ErasurePlan.StatisticPlan(
                    "acme.seat.by-fee", Text.same("Seats by fee" + HOSTILE), "acme.seat", Basis.MEASURED, 4, 0));

    private static final List<StatisticProof> PROOFS = List.of(
            new StatisticProof(
                    "acme.seat.by-row", Text.same("Seats by row"), Basis.UNWRITTEN, true, 0, 0, 0, BigDecimal.ZERO),
            new StatisticProof(
                    "acme.seat.by-fee",
                    Text.same("Seats by fee" + HOSTILE),
                    Basis.MEASURED,
                    false,
                    4,
                    1,
                    2,
                    new BigDecimal("150.50")));

    @Test
    void aPlanAndAReceiptSayWhatBecomesOfStatistics() {
        Document planned = plan(plan(ErasurePlan.State.PLANNED, 2, List.of(), List.of(), List.of(), null));
        assertThat(planned.select("#statistics li").text()).contains("Seats by fee", "mäts före och efter");
        ErasureReceipt receipt = new ErasureReceipt(
                UUID.randomUUID(),
                UUID.randomUUID(),
                ErasureAction.DELETE,
                "digest",
                "admin",
                null,
                NOW,
                NOW,
                2,
                0,
                Set.of(),
                List.of(),
                List.of(),
                PROOFS,
                List.of(),
                List.of(),
                true,
                List.of(),
                List.of(2L),
                false,
                null);
        Document differs = receiptPage(receipt);
        assertThat(differs.select("#statistics .note").text()).contains("1 statistik är inte den samma");
        assertThat(differs.select("#statistics tbody tr").eachText())
                .satisfiesExactly(
                        row -> assertThat(row).contains("Seats by row", "inget som den läser ändrades"),
                        row -> assertThat(row)
                                .contains(
                                        "1 rad färre",
                                        "2 rader räknas i en annan grupp",
                                        "summan 150,50 lägre",
                                        "mätt över 4 rader"));
    }

    @Test
    void whoIsSingledOutByWhatRemainsIsShownWithWhatCanBeDone() {
        ErasurePlan plan = plan(ErasurePlan.State.PLANNED, 2, List.of(), List.of(), List.of(), null);
        assertThat(plan(plan).select("#singling-out a").attr("href"))
                .isEqualTo("/ui/anonymize/" + plan.id() + "?check=1#singling-out");
        assertThat(plan(plan(ErasurePlan.State.WAITING, 2, List.of(), List.of(), List.of(), null))
                        .select("#singling-out"))
                .isEmpty();
        SinglingOut found = new SinglingOut(
                "digest",
                3,
                23,
                1,
                List.of(
                        trait("acme.seat.company", Strategy.UNLINK, false, true, 23, 1, 1, 4),
                        trait("acme.seat.day", Strategy.KEEP, false, true, 23, 2, 0, 2),
                        trait("acme.seat.held", Strategy.MONTH, true, false, 23, 5, 0, 0),
                        trait("acme.seat.fee", Strategy.BUCKET, false, true, 23, 7, 0, 0)));
        Document checked = singling(plan, found);
        assertThat(checked.select("#singling-out .note.warn").text()).contains("Minsta gruppen är 1 person");
        assertThat(checked.select("#singling-out tbody tr").eachText())
                .satisfiesExactly(
                        row -> assertThat(row)
                                .contains("1 av 23 är ensamma", "4 i grupper under 3", "Ta bort kopplingen"),
                        row -> assertThat(row).contains("behövs som den är"),
                        row -> assertThat(row).contains("grupperna räcker till"));
        assertThat(checked.select("#singling-out").text()).contains("1 uppgift till kontrollerades");
        assertThat(checked.select("#singling-out input[type=checkbox][disabled]")
                        .attr("value"))
                .isEqualTo("acme.seat.held");
        assertThat(checked.select("#singling-out input[type=hidden][name=measure]")
                        .eachAttr("value"))
                .containsExactly("acme.seat.held");
        Document none = singling(plan, new SinglingOut("digest", 3, 23, 4, List.of()));
        assertThat(none.select("#singling-out .note.ok").text()).contains("minst 3 personer");
    }

    private static SinglingOut.Trait trait(
            String id,
            Strategy measure,
            boolean taken,
            boolean declared,
            long people,
            long smallest,
            long alone,
            long few) {
        return new SinglingOut.Trait(
                id,
                Text.same(id + HOSTILE),
                "acme.seat",
                Text.same("Seats"),
                taken ? measure : Strategy.KEEP,
                measure,
                taken,
                declared,
                people,
                smallest,
                alone,
                few);
    }

    private Document singling(ErasurePlan plan, SinglingOut found) {
        return page(pages.text(
                shell(Role.SYSTEM_ADMINISTRATOR, 0),
                "plan",
                "plan",
                plan,
                "action",
                "/ui/anonymize/" + plan.id(),
                "type",
                "2",
                "company",
                "",
                "from",
                "/ui/contacts",
                "instead",
                List.of(),
                "insteadAll",
                "",
                "error",
                null,
                "differences",
                List.of(),
                "cards",
                List.of(),
                "singling",
                new SinglingOutView(found)));
    }

    private static final ErasurePlan.Exclusion HELD =
            new ErasurePlan.Exclusion("acme.claims", "acme", Text.same("Open claim"), 3, 0, NOW);

    private Document plan(ErasurePlan plan) {
        return page(pages.text(
                shell(Role.SYSTEM_ADMINISTRATOR, 0),
                "plan",
                "plan",
                plan,
                "action",
                "/ui/anonymize/" + plan.id(),
                "type",
                "2",
                "company",
                "",
                "from",
                "/ui/contacts",
                "instead",
                List.of(),
                "insteadAll",
                "",
                "cards",
                List.of(),
                "error",
                null,
                "differences",
                List.of()));
    }

    @Test
    void aPlanThatWaitsTellsWhenAndCanBeCancelled() {
        ErasurePlan waits = plan(ErasurePlan.State.WAITING, 2, List.of(), List.of(), List.of(), null);
        Document page = plan(waits);
        assertThat(page.select("h1").text()).isEqualTo("Väntar på att genomföras");
        assertThat(page.select("[role=status]").text()).contains("Anonymiseras 2026-11-25 11:00");
        assertThat(page.select("form[action=/ui/waiting/" + waits.id() + "/cancel] button")
                        .text())
                .isEqualTo("Avbryt");
        assertThat(page.select("#confirm-count")).as("ordered already").isEmpty();
        ErasurePlan stuck = plan(ErasurePlan.State.FAILED, 2, List.of(), List.of(), List.of(), null);
        page = plan(stuck);
        assertThat(page.select("[role=alert]").text()).contains("fortfarande dolda");
        assertThat(page.select("#confirm-count")).as("try again").hasSize(1);
        assertThat(page.select("form[action$=/cancel]")).hasSize(1);
        page = plan(plan(ErasurePlan.State.CANCELLED, 2, List.of(), List.of(), List.of(), null));
        assertThat(page.select("[role=status]").text()).contains("allt är som det var");
        assertThat(page.select("form[action$=/cancel]")).isEmpty();
    }

    @Test
    void whatWaitsIsListedAndAWrongTimeIsShownWhereItStands() {
        ErasurePlan waits = plan(ErasurePlan.State.WAITING, 2, List.of(), List.of(), List.of(), null);
        Document page = page(pages.text(
                shell(Role.SYSTEM_ADMINISTRATOR, 0),
                "waiting",
                "acts",
                List.of(new PlanView(waits)),
                "times",
                new WaitingActs.Times(3, 12, 24, HOSTILE, NOW),
                "values",
                Map.of("byHandHours", HOSTILE, "byRuleHours", "24"),
                "errors",
                Map.of("byHandHours", "Fel" + HOSTILE),
                "error",
                null));
        assertThat(page.select("tbody th a").attr("href")).isEqualTo("/ui/anonymize/" + waits.id());
        assertThat(page.select("tbody td").text()).contains("2026-11-25 11:00", "2 kontaktpersoner");
        assertThat(page.select("#byHandHours").val()).isEqualTo(HOSTILE);
        assertThat(page.select("#byHandHours").attr("aria-describedby")).isEqualTo("byHandHours-error");
        assertThat(page.select("input[name=version]").val()).isEqualTo("3");
    }

    @Test
    void aPlanShowsStoresAndWhoIsLeftOutAndWhatCouldNotBeAsked() {
        Document page = plan(plan(
                ErasurePlan.State.PLANNED,
                2,
                List.of(store(7L, RowAction.ANONYMIZE, 0), store(null, RowAction.ANONYMIZE, 0)),
                List.of(HELD),
                List.of(
                        new ErasurePlan.Gap("acme", Text.same("A blocker fails"), true),
                        new ErasurePlan.Gap("other", Text.same("A store fails"), false)),
                null));
        assertThat(page.select("tbody tr").eachText())
                .anyMatch(row -> row.contains("Badges Filer · Acme badges 7 7"))
                .anyMatch(row -> row.contains("kunde inte tillfrågas") && row.contains("görs när det svarar igen"));
        assertThat(page.select(".note.info").text())
                .contains(
                        "3 kontaktpersoner", "Open claim", "Open claim, till 2026-11-25 (Acme badges)", "Acme badges");
        assertThat(page.select(".note.warn").text()).contains("A blocker fails", "A store fails");
        assertThat(page.select("form.confirm label.check").eachText())
                .contains("Jag vet att Acme badges inte kunde tillfrågas");
        assertThat(page.select("input[name=acceptGaps][required]")).hasSize(1);
        assertThat(plan(plan(ErasurePlan.State.PLANNED, 2, List.of(), List.of(), List.of(), null))
                        .select("input[name=acceptGaps]"))
                .as("nothing to accept")
                .isEmpty();
    }

    @Test
    void aPlanInWhichEverybodyIsHeldOffersNothingToConfirm() {
        Document page = plan(plan(ErasurePlan.State.PLANNED, 0, List.of(), List.of(HELD), List.of(), null));
        assertThat(page.select(".note.warn").text())
                .contains("Ingen av de valda kan anonymiseras just nu", "Open claim");
        assertThat(page.select("form.confirm, table")).isEmpty();
        assertThat(page.text()).doesNotContain("INTE återställas");
    }

    private Document ledger(LedgerState state, Page<ErasureReceipt> receipts) {
        return page(pages.text(
                shell(Role.SYSTEM_ADMINISTRATOR, 0), "ledger", "state", state, "receipts", receipts, "first", true));
    }

    @Test
    void theLedgerSaysWhyNothingCanBeErasedAndWhatWasDoneAgain() {
        LedgerState whole =
                new LedgerState(Condition.READY, null, "/srv/ledger", UUID.randomUUID(), 12, "f".repeat(64), 12, NOW);
        Document empty = ledger(whole, new Page<>(List.of(), null, 0, false));
        assertThat(empty.select(".note.ok").text()).contains("Kedjan är hel");
        assertThat(empty.select("main").text()).contains("/srv/ledger", "f".repeat(64));
        assertThat(empty.select("table")).isEmpty();

        ErasureReceipt receipt = new ErasureReceipt(
                UUID.randomUUID(),
                UUID.randomUUID(),
                ErasureAction.DELETE,
                "digest",
                "admin" + HOSTILE,
                null,
                NOW,
                NOW,
                2,
                1,
                Set.of(),
                List.of(),
                List.of(),
                PROOFS,
                List.of(),
                List.of(),
                true,
                List.of(),
                List.of(9L, 11L),
                true,
                null);
        LedgerState broken = new LedgerState(
                Condition.REFUSING,
                new Text("Kedjan är bruten " + HOSTILE, "broken"),
                "/srv/ledger",
                null,
                3,
                "0".repeat(64),
                12,
                NOW);
        Document refusing = ledger(broken, new Page<>(List.of(receipt), "more", 70, false));
        assertThat(refusing.select(".note.danger[role=alert]").text()).contains("Inget kan raderas", "bruten");
        assertThat(refusing.select("tbody tr").text())
                .contains("Gjord igen", "9 11", receipt.id().toString());
        assertThat(refusing.select(".pager a").attr("href")).isEqualTo("/ui/ledger?cursor=more");
    }

    @Test
    void aReceiptSaysWhatTheSearchFound() {
        ErasureReceipt receipt = new ErasureReceipt(
                UUID.randomUUID(),
                UUID.randomUUID(),
                ErasureAction.ANONYMIZE,
                "digest",
                "admin",
                null,
                NOW,
                NOW,
                3,
                0,
                Set.of(),
                List.of(),
                List.of(),
                PROOFS,
                List.of(),
                List.of(),
                true,
                List.of(),
                List.of(2L),
                false,
                ResidueReport.pending(3));
        assertThat(receiptPage(receipt).select("[data-refresh]")).hasSize(1);
        Document never = receiptPage(receipt.with(null));
        assertThat(never.select("#residue").text()).contains("Ingen sökning");
        ResidueReport report = new ResidueReport(
                ResidueReport.State.DONE,
                3,
                2,
                9,
                120,
                4,
                5,
                List.of(
                        new ResidueReport.Place("acme." + HOSTILE, 5, ResidueReport.Standing.UNDECLARED, null),
                        new ResidueReport.Place("sale.note", 1, ResidueReport.Standing.KEPT, Text.same("Bokföring"))),
                List.of(Text.same("En person kunde inte eftersökas")),
                true,
                NOW,
                7);
        Document found = receiptPage(receipt.with(report));
        assertThat(found.select("[data-refresh]")).isEmpty();
        assertThat(found.select("#residue .note.warn").text()).contains("5 uppgifter");
        assertThat(found.select("#residue").text())
                .contains("2 av 3 personer", "120 kolumner", "En person kunde inte", "Bokföring");
        assertThat(found.select("#residue tbody tr")).hasSize(2);
        assertThat(found.select("#residue form").attr("action")).endsWith(receipt.id() + "/residue");
        LedgerState whole =
                new LedgerState(Condition.READY, null, "/srv/ledger", UUID.randomUUID(), 12, "f".repeat(64), 12, NOW);
        assertThat(ledger(whole, new Page<>(List.of(receipt.with(report)), null, 1, false))
                        .select("tbody .badge-warn")
                        .text())
                .isEqualTo("5");
    }

    private Document receiptPage(ErasureReceipt receipt) {
        return page(pages.text(shell(Role.SYSTEM_ADMINISTRATOR, 0), "receipt", "receipt", receipt));
    }

    @Test
    void aReceiptSaysWhatIsStillOwed() {
        ErasureReceipt receipt = new ErasureReceipt(
                UUID.randomUUID(),
                UUID.randomUUID(),
                ErasureAction.ANONYMIZE,
                "digest",
                "admin",
                null,
                NOW,
                NOW,
                2,
                0,
                Set.of(),
                List.of(),
                List.of(new ErasureReceipt.StoreResult(
                        "acme.badges", Text.same("Badges"), "acme", RowAction.ANONYMIZE, null, 2)),
                PROOFS,
                List.of(HELD),
                List.of(new ErasurePlan.Gap("acme", Text.same("A store fails"), false)),
                false,
                List.of("org.silent"),
                List.of(2L, 4L),
                false,
                null);
        Document owing = plan(plan(
                ErasurePlan.State.DONE,
                2,
                List.of(store(null, RowAction.ANONYMIZE, 1)),
                List.of(HELD),
                List.of(),
                receipt));
        assertThat(owing.select("main").text())
                .contains("Inte fullständig", "återstår för 1 person", "Open claim", "A store fails", "org.silent");
        assertThat(owing.select("form.confirm")).isEmpty();
        Document settled = plan(plan(
                ErasurePlan.State.DONE,
                2,
                List.of(store(null, RowAction.ANONYMIZE, 0)),
                List.of(HELD),
                List.of(),
                receipt));
        assertThat(settled.select("main").text()).doesNotContain("återstår");
    }

    @Test
    void aStoreIsChosenAsAWhole() {
        List<Category> categories = new ArrayList<>();
        for (boolean mandatory : new boolean[] {true, false}) {
            String id = mandatory ? "acme.badges" : "acme.index";
            categories.add(new Category(
                    id,
                    Text.same("Store " + id),
                    "acme",
                    false,
                    StoreKind.FILES,
                    List.of(field(id + ".a", mandatory, null), field(id + ".b", mandatory, null)),
                    List.of()));
        }
        Document page = page(pages.text(
                shell(Role.SYSTEM_ADMINISTRATOR, 0),
                "anonymize",
                "categories",
                categories,
                "ids",
                List.of(),
                "all",
                true,
                "f",
                "",
                "from",
                "/ui/contacts",
                "request",
                "",
                "count",
                2L,
                "capped",
                false,
                "single",
                null,
                "cards",
                List.of(),
                "chosen",
                Set.of("acme.index"),
                "error",
                null));
        assertThat(page.select("#c-acme-badges input")).hasSize(1);
        assertThat(page.select("#c-acme-badges input[data-locked][checked]:not([name])"))
                .hasSize(1);
        assertThat(page.select("#c-acme-badges").text())
                .contains("Anonymiseras alltid", "Label acme.badges.a", "Filer");
        assertThat(page.select("#c-acme-index input[name=field][value=acme.index][checked]"))
                .hasSize(1);
    }

    @Test
    void aFormThatWasRefusedSaysWhyAndHowToSeeWhatStandsNow() {
        String back = "/ui/settings/x/list?cursor=abc&who=all";
        Document page = page(pages.text(
                shell(Role.USER, 0),
                "recordForm",
                "title",
                Text.same("Change " + HOSTILE),
                "address",
                "/ui/records/x/list/1",
                "back",
                back,
                "home",
                back + "#list",
                "error",
                Text.same("Stale " + HOSTILE),
                "stale",
                true,
                "others",
                Map.of("participants", "Nobody " + HOSTILE),
                "inputs",
                (gg.jte.Content)
                        out -> out.writeContent("<label>Subject <input name=\"subject\" value=\"typed\"></label>")));
        assertThat(page.expectFirst("h1").text()).isEqualTo("Change " + HOSTILE);
        assertThat(page.expectFirst("[role=alert]").text()).contains("Stale " + HOSTILE, "Nobody " + HOSTILE);
        assertThat(page.expectFirst("[role=alert] a").attr("href"))
                .isEqualTo("/ui/records/x/list/1?_return=%2Fui%2Fsettings%2Fx%2Flist%3Fcursor%3Dabc%26who%3Dall");
        Element form = page.expectFirst("form.panel");
        assertThat(form.attr("action")).isEqualTo("/ui/records/x/list/1");
        assertThat(form.expectFirst("[name=_return]").attr("value")).isEqualTo(back);
        assertThat(form.expectFirst("[name=subject]").attr("value")).isEqualTo("typed");
        assertThat(form.expectFirst("a.btn-quiet").attr("href")).isEqualTo(back + "#list");
    }

    @Test
    void cellsOfBundlesAreEscapedAndOneThatFailsIsNamed() {
        Company company = company();
        List<Parts.Column> columns = List.of(
                new Parts.Column(
                        Text.same("Hostile " + HOSTILE), Map.of(company.id().value(), HOSTILE), "", "", "a.one", false),
                new Parts.Column(Text.same("Slow"), Map.of(), "acme.slow", "", "a.two", false),
                new Parts.Column(Text.same("Size"), Map.of(), "", "freeFields.size", "freeFields.size", true));
        Document page = page(pages.text(
                shell(Role.READER, 3),
                "companies",
                "page",
                new Page<>(List.of(company), null, 1, false),
                "text",
                "",
                "token",
                "",
                "category",
                "",
                "sort",
                "freeFields.size",
                "first",
                true,
                "categories",
                List.of(),
                "columns",
                columns,
                "free",
                List.of(),
                "filled",
                Map.of(),
                "shown",
                List.of("a.one", "city", "a.two", "freeFields.size"),
                "mark",
                PageAddress.of("/ui/companies"),
                "look",
                (gg.jte.Content) out -> {}));
        assertThat(page.select("thead th").eachText())
                .as("chosen, in their order")
                .containsExactly("Namn", "Hostile " + HOSTILE, "Ort", "Slow", "Size");
        assertThat(page.select("thead th.part").eachText()).containsExactly("Hostile " + HOSTILE, "Slow", "Size");
        assertThat(page.select("thead th.part a").eachAttr("href"))
                .containsExactly("/ui/companies?sort=-freeFields.size");
        assertThat(page.select("thead th[aria-sort=ascending]").text()).isEqualTo("Size");
        assertThat(page.select("thead .num").text()).as("at the right").isEqualTo("Size");
        assertThat(page.select("tbody .num").eachAttr("data-label")).containsExactly("Size");
        Element row = page.expectFirst("tbody tr");
        assertThat(row.select("td[data-label=Slow]").text()).isEmpty();
        assertThat(row.text()).contains(HOSTILE);
        assertThat(page.select(".note.warn").text()).contains("Slow", "acme.slow");
        assertThat(page.select(".nav-badge")).as("not for readers").isEmpty();
    }

    private static Company company() {
        return new Company(
                new CompanyId(UUID.randomUUID()),
                1,
                "Bolaget",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                Map.of(),
                NOW,
                NOW);
    }
}
