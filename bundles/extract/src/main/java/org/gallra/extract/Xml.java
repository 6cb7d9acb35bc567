package org.gallra.extract;

import java.io.IOException;
import java.io.Writer;

/** Writes text into XML and into pages that are XML too; what XML cannot hold is written legibly ({@link Legible}). */
final class Xml {

    private Xml() {}

    /** Writes text between or inside tags; a return stays one. */
    static void text(Writer out, String text) throws IOException {
        String legible = Legible.text(text);
        for (int i = 0; i < legible.length(); i++) {
            char c = legible.charAt(i);
            switch (c) {
                case '&' -> out.write("&amp;");
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '"' -> out.write("&quot;");
                case '\'' -> out.write("&#39;");
                case '\r' -> out.write("&#13;");
                default -> out.write(c);
            }
        }
    }
}
