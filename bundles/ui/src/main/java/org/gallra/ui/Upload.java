package org.gallra.ui;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/**
 * One uploaded file of a form (RFC 7578), with the form's secret. The file has at most 50 MB and is read whole: the import
 * looks at it several times.
 *
 * @param csrf the form's secret
 * @param content the file
 */
record Upload(String csrf, InputStream content) {

    private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};
    private static final int MAX = 50 * 1024 * 1024;
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("filename=\"[^\"]*\"");

    static Upload read(@Nullable String contentType, InputStream body) throws IOException {
        Matcher boundary = BOUNDARY.matcher(Objects.requireNonNullElse(contentType, ""));
        if (!boundary.find()) {
            throw new GallraException(
                    GallraException.Code.UNSUPPORTED,
                    new Text("Skicka filen med formuläret.", "Send the file with the form."));
        }
        byte[] all = body.readNBytes(MAX + 64 * 1024);
        if (body.read() >= 0) {
            body.skip(Long.MAX_VALUE);
            throw new GallraException(
                    GallraException.Code.TOO_LARGE,
                    new Text("Filen får vara högst 50 MB.", "The file may have at most 50 MB."));
        }
        byte[] mark = ("--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
        String csrf = "";
        InputStream content = new ByteArrayInputStream(new byte[0]);
        int at = find(all, mark, 0, all.length);
        while (at >= 0) {
            int start = at + mark.length;
            int next = find(all, mark, start, all.length);
            if (next < 0) {
                break;
            }
            int headersEnd = find(all, HEADERS_END, start, next);
            if (headersEnd > 0) {
                String headers = new String(all, start, headersEnd - start, StandardCharsets.UTF_8);
                int from = headersEnd + 4;
                int length = Math.max(0, next - 2 - from);
                Matcher field = NAME.matcher(headers);
                Matcher file = FILE.matcher(headers);
                if (file.find()) {
                    content = new ByteArrayInputStream(all, from, length);
                } else if (field.find() && field.group(1).equals("_csrf")) {
                    csrf = new String(all, from, length, StandardCharsets.UTF_8);
                }
            }
            at = next;
        }
        return new Upload(csrf, content);
    }

    /** Looks between two places only: a file may be nothing but boundaries. */
    private static int find(byte[] all, byte[] mark, int from, int to) {
        outer:
        for (int i = from; i <= to - mark.length; i++) {
            for (int j = 0; j < mark.length; j++) {
                if (all[i + j] != mark[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
