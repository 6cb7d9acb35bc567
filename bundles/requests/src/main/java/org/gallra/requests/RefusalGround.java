package org.gallra.requests;

import org.gallra.api.Text;

/** Why a request is refused. */
public enum RefusalGround {
    /** Nobody could be sure who asked. */
    NOT_IDENTIFIED(
            "Den som frågar kunde inte identifieras (artikel 12.2 och 12.6)",
            "Whoever asks could not be identified (article 12(2) and 12(6))"),
    /** It is manifestly unfounded or excessive; the controller bears the burden of showing that. */
    UNFOUNDED("Uppenbart ogrundad eller orimlig (artikel 12.5)", "Manifestly unfounded or excessive (article 12(5))"),
    /** It would harm others. */
    OTHERS("Andras fri- och rättigheter (artikel 15.4)", "Rights and freedoms of others (article 15(4))"),
    /** The data has to be kept. */
    EXEMPTED("Uppgifterna måste eller får behållas (artikel 17.3)", "The data must or may be kept (article 17(3))"),
    /** There are grounds that override those of the person, or claims. */
    OVERRIDING(
            "Tvingande berättigade skäl eller rättsliga anspråk (artikel 21.1)",
            "Compelling legitimate grounds or legal claims (article 21(1))"),
    /** Another law says so; the answer names it. */
    LAW("Annan lag, anges i svaret", "Another law, named in the answer");

    private final Text label;

    RefusalGround(String sv, String en) {
        this.label = new Text(sv, en);
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }
}
