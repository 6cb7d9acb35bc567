package org.gallra.suppression;

import org.gallra.api.Text;

/** What happens when somebody would be entered again who was erased. */
public enum Reaction {
    /** Refused, unless a system administrator gives a reason. */
    ASK(new Text(
            "Fråga: en systemadministratör kan släppa in med ett skäl",
            "Ask: a system administrator can admit with a reason")),
    /** Refused, whoever calls. */
    REFUSE(new Text("Neka alltid", "Always refuse")),
    /** Nobody is put on the list and nobody is looked for. */
    OFF(new Text("Av: ingen sätts upp och ingen känns igen", "Off: nobody is put on it and nobody recognized"));

    private final Text label;

    Reaction(Text label) {
        this.label = label;
    }

    Text label() {
        return label;
    }
}
