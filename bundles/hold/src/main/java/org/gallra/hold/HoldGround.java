package org.gallra.hold;

import org.gallra.api.Text;

/** Why a hold is placed. */
public enum HoldGround {
    /** A claim is made, or expected, by or against the person or company (GDPR article 17(3)(e)). */
    CLAIM("Rättsligt anspråk", "Legal claim"),
    /** The Swedish Bookkeeping Act demands it (GDPR article 17(3)(b)). */
    BOOKKEEPING("Bokföringslagen", "Bookkeeping"),
    /** An authority has asked for it. */
    AUTHORITY("Myndighets begäran", "Authority's request"),
    /** Something else, which the reason says. */
    OTHER("Annat skäl", "Other reason");

    private final Text label;

    HoldGround(String sv, String en) {
        this.label = new Text(sv, en);
    }

    /** Returns its name for people. */
    public Text label() {
        return label;
    }
}
