package org.gallra.access;

import org.gallra.api.Text;
import org.gallra.api.access.Permission;

/** What rights are called where people read of them. */
final class RightWords {

    private RightWords() {}

    static Text of(Permission right) {
        return switch (right) {
            case READ -> new Text("Läsa", "Read");
            case WRITE -> new Text("Skapa och ändra", "Create and change");
            case EXTRACT -> new Text("Ta fram registerutdrag", "Make register extracts");
            case IMPORT -> new Text("Importera", "Import");
            case DELETE -> new Text("Radera", "Delete");
            case ANONYMIZE -> new Text("Anonymisera", "Anonymize");
            case ADMINISTER -> new Text("Administrera", "Administer");
        };
    }
}
