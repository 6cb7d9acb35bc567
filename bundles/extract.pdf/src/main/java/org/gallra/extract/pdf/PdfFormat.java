package org.gallra.extract.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.RegisterExtract;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The extract as a document for people that is archived and read aloud (PDF/A-3A, PDF/UA-1): the page, typeset, with a table of
 * contents and page numbers. The JSON file is attached, so that nothing is lost that a font cannot show; of a person with very
 * many rows the whole page is attached too, and the document says which rows stand there only.
 */
@Component(service = ExtractFormat.class, property = ExtractFormat.FORMAT + "=pdf")
public final class PdfFormat implements ExtractFormat {

    private static final Text MACHINES = new Text("Samma uppgifter för maskiner", "The same data for machines");
    private static final Text PEOPLE = new Text("Alla rader, som webbsida", "All rows, as a web page");

    /** A document takes much memory while it is typeset. */
    private static final Semaphore ONE_AT_A_TIME = new Semaphore(1, true);

    private final ExtractFormat page;
    private final ExtractFormat json;

    /** Takes the page that is typeset, and what is attached. */
    @Activate
    public PdfFormat(
            @Reference(target = "(" + ExtractFormat.FORMAT + "=html)") ExtractFormat page,
            @Reference(target = "(" + ExtractFormat.FORMAT + "=json)") ExtractFormat json) {
        this.page = page;
        this.json = json;
    }

    @Override
    public String id() {
        return "pdf";
    }

    @Override
    public Text label() {
        return new Text("PDF, med JSON bifogad", "PDF, with JSON attached");
    }

    @Override
    public String mediaType() {
        return "application/pdf";
    }

    @Override
    public String extension() {
        return "pdf";
    }

    @Override
    public void write(RegisterExtract extract, OutputStream out) throws IOException {
        Cut cut = Cut.of(extract, Cut.MOST);
        List<Attachment> attachments = new ArrayList<>();
        attachments.add(new Attachment(
                "registerutdrag.json",
                "application/json",
                MACHINES.in(extract.language()),
                extract.madeAt(),
                bytes(json, extract)));
        if (cut.any()) {
            attachments.add(new Attachment(
                    Pages.WHOLE, "text/html", PEOPLE.in(extract.language()), extract.madeAt(), bytes(page, extract)));
        }
        ONE_AT_A_TIME.acquireUninterruptibly();
        try {
            Typesetter.write(Pages.of(bytes(page, cut.extract()), cut), attachments, out);
        } finally {
            ONE_AT_A_TIME.release();
        }
    }

    private static byte[] bytes(ExtractFormat format, RegisterExtract extract) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(extract, out);
        return out.toByteArray();
    }
}
