package org.gallra.limits;

import org.gallra.api.Text;

/** Why something must not be done with a contact. Source: GDPR articles 18(1) and 21. */
public enum LimitGround {
    /** The person disputes that the data is right; until that is checked. */
    ACCURACY("Riktigheten bestrids (artikel 18.1 a)", "Accuracy is disputed (article 18(1)(a))"),
    /** The processing is unlawful, and the person does not want the data erased. */
    UNLAWFUL(
            "Olaglig behandling, personen vill inte ha uppgifterna raderade (artikel 18.1 b)",
            "Unlawful processing, the person does not want erasure (article 18(1)(b))"),
    /** Nobody but the person needs the data, for legal claims. */
    CLAIMS(
            "Personen behöver uppgifterna för rättsliga anspråk (artikel 18.1 c)",
            "The person needs the data for legal claims (article 18(1)(c))"),
    /** The person objects; until it is clear whose grounds weigh more. */
    OBJECTION(
            "Invändning som prövas (artikel 21.1 och 18.1 d)",
            "Objection that is being considered (articles 21(1) and 18(1)(d))"),
    /** The person objects to direct marketing, which nothing outweighs. */
    MARKETING("Invändning mot direktmarknadsföring (artikel 21.2)", "Objection to direct marketing (article 21(2))");

    private final Text label;

    LimitGround(String sv, String en) {
        this.label = new Text(sv, en);
    }

    /** Returns the name shown to people, with the article. */
    public Text label() {
        return label;
    }

    /** Tells whether the data is stored and nothing else is done with it; otherwise the person is not marketed to. */
    public boolean restricts() {
        return this != MARKETING;
    }
}
