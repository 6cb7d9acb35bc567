package org.gallra.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gallra.api.GallraException;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is proposed, what a decision does, and what belongs together by way of others. */
class PersonServiceTest {

    @ParameterizedTest
    @EnumSource
    void sameAddressNumberOrNameIsProposedTheStrongestReasonFirst(Kind kind) {
        try (Fixture f = new Fixture(kind)) {
            long berg = f.company("Berg");
            long dal = f.company("Dal");
            ContactId anna = f.contact("Anna", "Ek", berg, "Anna@ek.se", "+46701234567");
            f.contact("A.", "Ek", dal, "anna@EK.se", null);
            f.contact("Ann", "Ek-Lund", dal, null, null, "+46701234567");
            f.contact("Anna", "Ek", dal, null, "+46709999999");
            f.contact("Bo", "Alm", berg, "bo@alm.se", "+46708888888");
            f.anonymize(f.contact("Anna", "Ek", berg, "anna@ek.se", null));
            assertThat(f.proposed(anna))
                    .containsExactlyInAnyOrder("A. Ek [EMAIL]", "Ann Ek-Lund [PHONE]", "Anna Ek [NAME]");
            assertThat(f.persons.cards(anna).proposed())
                    .extracting(Card::companyName)
                    .containsOnly("Dal");
            assertThat(f.confirmed(anna)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNumberOfASwitchboardIsNoSign(Kind kind) {
        try (Fixture f = new Fixture(kind)) {
            long berg = f.company("Berg");
            ContactId anna = f.contact("Anna", "Ek", berg, null, null, "+468123456");
            f.contact("Bo", "Alm", berg, null, null, "+468123456");
            assertThat(f.proposed(anna)).isEmpty();
            assertThat(f.pairs(10)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatManyCardsHaveIsNoSign(Kind kind) {
        try (Fixture f = new Fixture(kind)) {
            ContactId anna = f.contact("Anna", "Ek", null, "info@berg.se", "+46701234567");
            f.contact("Bo", "Alm", null, "info@berg.se", "+46701234567");
            f.contact("Cia", "Lind", null, "info@berg.se", "+46701234567");
            assertThat(f.proposed(anna)).hasSize(2);
            f.contact("Dag", "Gran", null, "info@berg.se", "+46701234567");
            assertThat(f.proposed(anna)).isEmpty();
            assertThat(f.pairs(10)).isEmpty();
        }
    }

    /** For a square of them, counted again for each pair, this would take minutes. */
    @ParameterizedTest
    @EnumSource
    @Timeout(30)
    void whatThousandsHaveIsCountedOnce(Kind kind) {
        try (Fixture f = new Fixture(kind)) {
            ContactId anna = f.contact("Anna", "Ek", null, "info@berg.se", "+46701234567");
            f.copies(anna, 4_000);
            assertThat(f.proposed(anna)).isEmpty();
            assertThat(f.pairs(10)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsConfirmedLeadsOnAndIsSeenFromEveryCard(Kind kind) {
        try (Fixture f = new Fixture(kind)) {
            ContactId one = f.contact("Anna", "Ett", null, "anna@ek.se", null);
            ContactId two = f.contact("Anna", "Två", null, "anna@ek.se", null);
            ContactId three = f.contact("Anna", "Tre", null, "anna@ek.se", null);
            f.persons.decide(two, one, true);
            f.persons.decide(three, two, true);
            assertThat(f.confirmed(one)).containsExactly("Anna Tre", "Anna Två");
            assertThat(f.confirmed(three)).containsExactly("Anna Ett", "Anna Två");
            assertThat(f.proposed(one)).isEmpty();
            assertThat(f.decisions.others(f.directory.contactKey(one)))
                    .containsExactly(f.directory.contactKey(two), f.directory.contactKey(three));
            Card decided = f.persons.cards(two).confirmed().get(0);
            assertThat(decided.decidedBy()).isEqualTo("ulf");
            assertThat(decided.decidedAt()).isEqualTo(Fixture.NOW);
            // they belong together by way of the second card: that cannot be denied of them alone
            assertThatThrownBy(() -> f.persons.decide(one, three, false))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.CONFLICT));
            f.persons.withdraw(one, two);
            f.persons.decide(one, two, false);
            assertThat(f.confirmed(one)).isEmpty();
            assertThat(f.persons.cards(one).declined()).extracting(Card::name).containsExactly("Anna Två");
            assertThat(f.proposed(one)).containsExactly("Anna Tre [EMAIL]");
            f.persons.decide(one, two, true);
            assertThat(f.confirmed(one)).containsExactly("Anna Tre", "Anna Två");
        }
    }

    @ParameterizedTest
    @EnumSource
    void allPairsComePageByPageUntilTheyAreDecided(Kind kind) {
        try (Fixture f = new Fixture(kind)) {
            long berg = f.company("Berg");
            long dal = f.company("Dal");
            ContactId one = f.contact("Anna", "Ett", berg, "anna@ek.se", "+46701234567");
            ContactId two = f.contact("Anna", "Två", dal, "anna@ek.se", "+46701234567");
            f.contact("Anna", "Tre", dal, null, null, "+46701234567");
            f.contact("Bo", "Alm", berg, null, null);
            f.contact("Bo", "Alm", berg, null, null);
            f.contact("Bo", "Alm", dal, null, null);
            String[] all = {
                "Anna Ett = Anna Två EMAIL+PHONE",
                "Anna Ett = Anna Tre PHONE",
                "Anna Två = Anna Tre PHONE",
                "Bo Alm = Bo Alm NAME"
            };
            assertThat(f.pairs(1)).containsExactly(all);
            assertThat(f.pairs(3)).containsExactly(all);
            f.persons.decide(two, one, false);
            assertThat(f.pairs(200)).containsExactly(all[1], all[2], all[3]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoOnlyReadsDecidesNothingAndNobodyDecidesAboutErasedCards(Kind kind) {
        try (Fixture f = new Fixture(kind)) {
            ContactId one = f.contact("Anna", "Ett", null, "anna@ek.se", null);
            ContactId two = f.contact("Anna", "Två", null, "anna@ek.se", null);
            f.role = Role.READER;
            assertThat(f.proposed(one)).hasSize(1);
            assertThatThrownBy(() -> f.persons.decide(one, two, true)).isInstanceOf(GallraException.class);
            f.role = Role.USER;
            assertThatThrownBy(() -> f.persons.decide(one, one, true))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.INVALID));
            f.anonymize(two);
            assertThatThrownBy(() -> f.persons.decide(one, two, true))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.CONFLICT));
        }
    }
}
