package org.gallra.access;

import io.nayuki.qrcodegen.QrCode;
import java.io.IOException;
import org.gallra.api.ui.Markup;

/** Draws a QR code as SVG in the page, so that the secret is in no address and no file. */
final class Picture {

    private static final int BORDER = 4;

    private Picture() {}

    static void draw(String text, Markup markup) throws IOException {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + BORDER)
                            .append(' ')
                            .append(y + BORDER)
                            .append("h1v1h-1z");
                }
            }
        }
        int size = code.size + 2 * BORDER;
        markup.html(
                        "<svg class=\"qr\" role=\"img\" width=\"220\" height=\"220\" shape-rendering=\"crispEdges\" viewBox=\"0 0 ")
                .value(size + " " + size)
                .html("\" aria-label=\"")
                .text("QR-kod för appen", "QR code for the app")
                .html("\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"></rect><path fill=\"#000\" d=\"")
                .value(path.toString())
                .html("\"></path></svg>");
    }
}
