package org.gallra.requests;

import org.gallra.api.Text;

/** How a request came in. */
public enum Channel {
    /** By e-mail; then it is answered electronically (GDPR article 12(3)). */
    EMAIL("E-post", "E-mail"),
    /** By a form on the web. */
    FORM("Webbformulär", "Web form"),
    /** By letter. */
    LETTER("Brev", "Letter"),
    /** By telephone. */
    PHONE("Telefon", "Telephone"),
    /** In person. */
    VISIT("Besök", "In person"),
    /** In another way. */
    OTHER("På annat sätt", "In another way");

    private final Text label;

    Channel(String sv, String en) {
        this.label = new Text(sv, en);
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }
}
