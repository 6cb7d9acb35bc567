package org.gallra.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService.User;

/** What a user must be like, and what changes of one are called in the audit log. */
final class UserRules {

    private UserRules() {}

    /** Returns a user in the form that is kept. */
    static User clean(User user) {
        String name = user.userName() == null ? "" : user.userName().strip().toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9][a-z0-9._@-]{0,63}") || name.equals("system")) {
            throw GallraException.invalid(
                    "userName",
                    new Text(
                            "Användarnamnet består av 1 till 64 tecken: a-z, 0-9 och . _ @ -",
                            "The user name has 1 to 64 characters: a-z, 0-9 and . _ @ -"));
        }
        String shown = user.displayName() == null || user.displayName().isBlank()
                ? name
                : user.displayName().strip();
        if (shown.length() > 100 || shown.chars().anyMatch(Character::isISOControl)) {
            throw GallraException.invalid(
                    "displayName", new Text("Högst 100 tecken på en rad.", "At most 100 characters in one line."));
        }
        if (user.email() != null
                && (user.email().length() > 254 || !user.email().contains("@"))) {
            throw GallraException.invalid(
                    "email", new Text("Det är ingen e-postadress.", "That is no e-mail address."));
        }
        if (user.role() == null) {
            throw GallraException.invalid("role", new Text("Välj en roll.", "Choose a role."));
        }
        Set<Permission> granted = user.granted() == null ? Set.of() : user.granted();
        if (granted.contains(Permission.ANONYMIZE) && user.role() != Role.SYSTEM_ADMINISTRATOR) {
            throw GallraException.invalid(
                    "granted",
                    new Text(
                            "Anonymisera får bara systemadministratörer; rättigheten kan inte ges till andra.",
                            "Only system administrators may anonymize; the right cannot be granted to others."));
        }
        return new User(name, shown, user.email(), user.role(), granted, user.active(), user.mustChangePassword());
    }

    /** Returns role and rights, which are no values of anybody but what the entry is about. */
    static List<String> granted(User user) {
        List<String> names = new ArrayList<>(List.of("role." + user.role()));
        user.granted().stream().sorted().forEach(right -> names.add("granted." + right));
        return names;
    }

    /** Returns the names of what differs, without values. */
    static List<String> changes(User before, User after) {
        List<String> names = new ArrayList<>();
        if (!before.displayName().equals(after.displayName())) {
            names.add("displayName");
        }
        if (!Objects.equals(before.email(), after.email())) {
            names.add("email");
        }
        if (before.active() != after.active()) {
            names.add(after.active() ? "active" : "inactive");
        }
        if (before.role() != after.role() || !before.granted().equals(after.granted())) {
            names.addAll(granted(after));
        }
        return names;
    }
}
