package org.gallra.shell;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.access.UserService.User;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:users}: lists users, creates one, gives a one-time password, or lets one in no more. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "users",
        description = "Lists users, creates one, gives a new one-time password, or lets one in no more.")
public final class UsersCommand implements Action {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 18;

    @Reference
    private UserService users;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "what", description = "list, create, secret or disable", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "create", "secret", "disable"})
    private String what;

    @Argument(index = 1, name = "user", description = "The login name; not for list.")
    @Completion(UserCompleter.class)
    private String user;

    @Option(name = "--role", description = "SYSTEM_ADMINISTRATOR, USER or READER, to create.")
    @Completion(
            value = StringsCompleter.class,
            values = {"SYSTEM_ADMINISTRATOR", "USER", "READER"})
    private String role = "USER";

    @Option(name = "--name", description = "The name shown to others, to create; else the login name.")
    private String name;

    @Option(name = "--json", description = "Prints one line of JSON for each user.")
    private boolean json;

    @Override
    public Object execute() {
        access.callAs(Administrator.caller(), () -> {
            switch (what) {
                case "list" -> users.list().forEach(this::print);
                case "create" -> create();
                case "secret" -> secret();
                case "disable" -> disable();
                default -> throw new IllegalArgumentException("Say list, create, secret or disable.");
            }
            return what;
        });
        return null;
    }

    private void create() {
        String secret = random();
        String login = named();
        User created = users.create(
                new User(login, name == null ? login : name, null, Role.valueOf(role), Set.of(), true, true), secret);
        tell(created.userName(), secret);
    }

    private void secret() {
        String secret = random();
        users.setPassword(known().userName(), secret);
        tell(user, secret);
    }

    private void disable() {
        User before = known();
        print(users.update(new User(
                before.userName(),
                before.displayName(),
                before.email(),
                before.role(),
                before.granted(),
                false,
                before.mustChangePassword())));
    }

    private User known() {
        String login = named();
        return users.list().stream()
                .filter(u -> u.userName().equals(login.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> GallraException.notFound(new Text("Användaren finns inte.", "There is no such user.")));
    }

    private String named() {
        if (user == null) {
            throw new IllegalArgumentException("Give a login name.");
        }
        return user;
    }

    private void tell(String login, String secret) {
        session.getConsole()
                .println(
                        json
                                ? new Json()
                                        .add("userName", login)
                                        .add("oneTimePassword", secret)
                                        .toString()
                                : "One-time password of " + login + ", which the first login changes: " + secret);
    }

    private void print(User each) {
        session.getConsole().println(json ? json(each) : text(each));
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String text(User user) {
        return String.format(
                Locale.ROOT,
                "%-24s %-20s %-8s%s",
                user.userName(),
                user.role(),
                user.active() ? "active" : "DISABLED",
                user.mustChangePassword() ? " one-time password" : "");
    }

    static String json(User user) {
        return new Json()
                .add("userName", user.userName())
                .add("role", user.role())
                .list(
                        "granted",
                        user.granted().stream().map(Enum::name).sorted().toList())
                .add("active", user.active())
                .add("mustChangePassword", user.mustChangePassword())
                .toString();
    }
}
