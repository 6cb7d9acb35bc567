package org.gallra.activity;

import org.gallra.api.Text;

/** What kind of thing was or will be done. */
public enum ActivityType {
    /** A telephone call. */
    CALL(new Text("Samtal", "Call")),
    /** An e-mail. */
    EMAIL(new Text("E-post", "E-mail")),
    /** Something worth remembering. */
    NOTE(new Text("Notering", "Note")),
    /** Something to do. */
    TASK(new Text("Uppgift", "Task")),
    /** A letter. */
    LETTER(new Text("Brev", "Letter"));

    private final Text label;

    ActivityType(Text label) {
        this.label = label;
    }

    /** Returns the name shown to people. */
    Text label() {
        return label;
    }
}
