package org.gallra.register;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By what the nodes on one database tell each other apart. */
final class NodeId {

    private static final Logger LOG = LoggerFactory.getLogger(NodeId.class);

    private NodeId() {}

    /** Returns the id of this node, which lies with the bundle's files: the same after a restart, another one if they were removed. */
    static String of(BundleContext context) {
        File file = context.getDataFile("node");
        String fresh = UUID.randomUUID().toString();
        if (file == null) {
            return fresh;
        }
        Path path = file.toPath();
        try {
            if (Files.exists(path)) {
                return UUID.fromString(Files.readString(path).strip()).toString();
            }
            Files.writeString(path, fresh);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "The node's id could not be kept ({}); what it was at goes on half a minute after a restart",
                    e.getClass().getName());
        }
        return fresh;
    }
}
