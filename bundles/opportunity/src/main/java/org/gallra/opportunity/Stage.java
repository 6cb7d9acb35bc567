package org.gallra.opportunity;

import org.gallra.api.Text;

/** How far an opportunity has come. */
public enum Stage {
    /** Somebody has shown interest. */
    NEW(10, "Ny", "New"),
    /** There is a need and a budget. */
    QUALIFIED(25, "Kvalificerad", "Qualified"),
    /** An offer is out. */
    PROPOSAL(50, "Offert", "Proposal"),
    /** Terms are being discussed. */
    NEGOTIATION(75, "Förhandling", "Negotiation"),
    /** It became a deal. */
    WON(100, "Vunnen", "Won"),
    /** It came to nothing. */
    LOST(0, "Förlorad", "Lost");

    private final int probability;
    private final Text label;

    Stage(int probability, String sv, String en) {
        this.probability = probability;
        this.label = new Text(sv, en);
    }

    /** Returns the probability in percent that an opportunity of this stage has unless somebody says otherwise. */
    public int probability() {
        return probability;
    }

    /** Returns its name for people. */
    public Text label() {
        return label;
    }

    /** Tells whether nothing more is to come. */
    public boolean closed() {
        return this == WON || this == LOST;
    }
}
