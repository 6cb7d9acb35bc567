package org.gallra.requests;

import org.gallra.api.Text;

/** How far a request has come. */
public enum RequestState {
    /** It waits to be dealt with. */
    OPEN("Öppen", "Open"),
    /** More was asked for to know who asks (GDPR article 12(6)). The time goes on. */
    IDENTITY("Väntar på identitet", "Waiting for identity"),
    /** It is answered. */
    DONE("Besvarad", "Answered"),
    /** It is refused, and the person was told why (GDPR article 12(4)). */
    REFUSED("Avslagen", "Refused");

    private final Text label;

    RequestState(String sv, String en) {
        this.label = new Text(sv, en);
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }

    /** Tells whether something remains to be done. */
    public boolean open() {
        return this == OPEN || this == IDENTITY;
    }
}
