package org.gallra.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.ExtractService.Format;
import org.gallra.api.extract.RegisterExtract;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:extract}: makes the register extract of a contact, as over REST: it is written into the audit log. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "extract",
        description = "Makes the register extract of a contact (GDPR article 15). What it writes is personal data.")
public final class ExtractCommand implements Action {

    @Reference
    private ExtractService extracts;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "id", description = "The public id of the contact.", required = true)
    private String id;

    @Option(name = "--format", description = "json, xml, csv, html, pdf or xlsx; what bundles bring.")
    @Completion(FormatCompleter.class)
    private String format = "json";

    @Option(name = "--lang", description = "sv or en.")
    @Completion(
            value = StringsCompleter.class,
            values = {"sv", "en"})
    private String lang = "sv";

    @Option(
            name = "--to",
            description = "A new file at the server, for its owner only; without it text goes to the console.")
    @Completion(FileCompleter.class)
    private String to;

    @Option(name = "--json", description = "Says in one line of JSON what was made, and needs --to.")
    private boolean json;

    @Override
    public Object execute() throws IOException {
        Format writer = extracts.format(format);
        if (to == null && (json || !readable(writer))) {
            throw GallraException.invalid("to", new Text("Ange en fil med --to.", "Give a file with --to."));
        }
        Path file = to == null ? null : Path.of(to).toAbsolutePath();
        RegisterExtract extract = access.callAs(
                Administrator.caller(),
                () -> extracts.extract(ContactId.parse(id), ExtractOrder.in(Locale.forLanguageTag(lang))));
        if (file == null) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            extracts.write(extract, writer, text);
            session.getConsole().println(text.toString(StandardCharsets.UTF_8));
            return null;
        }
        write(extract, writer, file);
        session.getConsole()
                .println(
                        json
                                ? new Json()
                                        .add("extract", extract.id())
                                        .add("file", file)
                                        .add("complete", extract.complete())
                                        .add("digest", extract.digest())
                                        .toString()
                                : "Written to " + file + (extract.complete() ? "" : "; it has gaps, which it names"));
        return null;
    }

    private void write(RegisterExtract extract, Format writer, Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        boolean done = false;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            extracts.write(extract, writer, out);
            done = true;
        } finally {
            if (!done) {
                Files.delete(file);
            }
        }
    }

    static boolean readable(Format writer) {
        String type = writer.mediaType();
        return type.startsWith("text/") || type.startsWith("application/json") || type.startsWith("application/xml");
    }
}
