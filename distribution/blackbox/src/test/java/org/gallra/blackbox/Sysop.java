package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Who types in the shell of a server of a test's own, where a password with blanks is hard to pass on. */
final class Sysop {

    static final String NAME = "sysop";
    static final String PASSWORD = "correct-horse-battery-staple";

    private Sysop() {}

    /** Runs a command as a system administrator, who is made if need be; returns what it printed. */
    static String shell(GallraServer server, String command) throws IOException, InterruptedException {
        if (!server.admin().get("users").body().contains("\"" + NAME + "\"")) {
            server.admin()
                    .post(
                            "users",
                            Map.of(
                                    "userName",
                                    NAME,
                                    "role",
                                    "SYSTEM_ADMINISTRATOR",
                                    "granted",
                                    List.of(),
                                    "password",
                                    PASSWORD + "1"))
                    .is(201);
            Api.login(server.url(), NAME, PASSWORD + "1")
                    .put("users/self/password", Map.of("current", PASSWORD + "1", "password", PASSWORD))
                    .is(204);
        }
        String printed = server.shell(NAME, PASSWORD, command);
        assertThat(printed).doesNotContain("Authentication failed", "Command not found");
        return printed;
    }
}
