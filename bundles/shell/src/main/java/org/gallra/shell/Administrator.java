package org.gallra.shell;

import java.security.AccessController;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Role;

/** Who types a command. The shell lets in system administrators only, so whoever can is one. */
final class Administrator {

    private Administrator() {}

    static Caller caller() {
        return new Caller(user(), Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR.permissions());
    }

    @SuppressWarnings("removal") // it is the way of the shell's own login
    private static String user() {
        Subject subject = Subject.getSubject(AccessController.getContext());
        return subject == null
                ? Caller.SYSTEM.userName()
                : subject.getPrincipals(UserPrincipal.class).stream()
                        .map(UserPrincipal::getName)
                        .findFirst()
                        .orElse(Caller.SYSTEM.userName());
    }
}
