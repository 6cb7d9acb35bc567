package org.gallra.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.access.UserService.User;

/** One user per role, with random passwords that stand in a file of their own and nowhere else. */
final class DemoUsers {

    static final List<User> ALL = List.of(
            user("anna.admin", "Anna Admin", Role.SYSTEM_ADMINISTRATOR, Set.of()),
            user("ulf.user", "Ulf User", Role.USER, Set.of(Permission.DELETE)),
            user("lisa.lasare", "Lisa Läsare", Role.READER, Set.of()));

    private static final String SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private DemoUsers() {}

    /** Creates those who are missing. The file comes first, so that no password is lost. */
    static void create(UserService users, Path file) throws IOException {
        Set<String> there = users.list().stream().map(User::userName).collect(Collectors.toSet());
        Map<User, String> missing = new LinkedHashMap<>();
        ALL.stream().filter(u -> !there.contains(u.userName())).forEach(u -> missing.put(u, password()));
        if (missing.isEmpty()) {
            return;
        }
        write(file, missing);
        missing.forEach(users::create);
    }

    private static void write(Path file, Map<User, String> missing) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(file);
        }
        StringBuilder lines = new StringBuilder();
        missing.forEach((user, password) -> lines.append(String.format(
                Locale.ROOT,
                "%-12s %s  (%s%s)%n",
                user.userName(),
                password,
                user.role().label().sv().toLowerCase(Locale.ROOT),
                user.granted().contains(Permission.DELETE) ? ", får ta bort" : "")));
        Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }

    private static User user(String name, String shown, Role role, Set<Permission> granted) {
        return new User(name, shown, name + "@example.se", role, granted, true, false);
    }

    /** Four groups of four signs that are not mistaken for one another: 80 random bits. */
    private static String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return password.toString();
    }
}
