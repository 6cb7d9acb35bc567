package org.gallra.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.gallra.api.extract.ExtractService;
import org.jspecify.annotations.NullUnmarked;

/** Completes the formats of extracts that there are now. */
@NullUnmarked
@Service
public final class FormatCompleter implements Completer {

    @Reference
    private ExtractService extracts;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(extracts.formats().stream()
                        .map(ExtractService.Format::id)
                        .toList())
                .complete(session, line, candidates);
    }
}
