package org.gallra.requests;

import org.gallra.api.Text;

/** What a data subject can ask for. Source: GDPR articles 15 to 21. */
public enum RequestKind {
    /** To know what is held and to have a copy. */
    ACCESS("Tillgång (registerutdrag)", "Access (register extract)", 15),
    /** To have something wrong put right. */
    RECTIFICATION("Rättelse", "Rectification", 16),
    /** To be forgotten. */
    ERASURE("Radering", "Erasure", 17),
    /** That the data is stored and nothing else. */
    RESTRICTION("Begränsning", "Restriction", 18),
    /** To have what the person provided in a form that machines read. */
    PORTABILITY("Dataportabilitet", "Portability", 20),
    /** That the data is no longer used for something. */
    OBJECTION("Invändning", "Objection", 21);

    private final Text label;

    RequestKind(String sv, String en, int article) {
        this.label = new Text(sv + ", artikel " + article, en + ", article " + article);
    }

    /** Returns the name shown to people, with the article. */
    public Text label() {
        return label;
    }
}
