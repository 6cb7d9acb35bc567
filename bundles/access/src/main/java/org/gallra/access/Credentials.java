package org.gallra.access;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Whether a password and a code are right. Who tries again and again waits longer and longer, and is taken down. */
@Component(service = Credentials.class)
public final class Credentials {

    private final UserStore users;
    private final Callers callers;
    private final SecondFactors factors;
    private final Passwords passwords;
    private final Backoff backoff = new Backoff(System::nanoTime);
    private final Tally failures;

    /** Counts failures from now on. */
    @Activate
    public Credentials(
            @Reference UserStore users,
            @Reference Callers callers,
            @Reference SecondFactors factors,
            @Reference AuditLog audit) {
        this.users = users;
        this.callers = callers;
        this.factors = factors;
        this.passwords = factors.passwords();
        this.failures = new Tally(AccessActs.LOGIN_FAILED, audit, Clock.systemUTC());
    }

    /** Takes down the failed logins that were only counted so far. */
    @Deactivate
    public void stop() {
        failures.end();
    }

    /** Checks password and second factor; failures of both count alike. */
    UserEntity both(String name, String password, @Nullable String code) {
        backoff.check(name);
        Optional<UserEntity> user = authenticate(name, password);
        String given = code;
        int blank = password.lastIndexOf(' ');
        if (user.isEmpty() && code == null && blank > 0) {
            // where there is no other place for it, the code stands behind the password
            user = authenticate(name, password.substring(0, blank)).filter(u -> u.totpSecret != null);
            given = password.substring(blank + 1);
        }
        if (user.isEmpty()) {
            failed(name);
            throw new GallraException(
                    GallraException.Code.UNAUTHENTICATED,
                    new Text("Fel användarnamn eller lösenord.", "Wrong user name or password."));
        }
        UserEntity known = user.get();
        switch (known.totpSecret == null ? SecondFactors.Check.RIGHT : factors.check(name, given)) {
            case RIGHT -> backoff.succeeded(name);
            case NEEDED ->
                throw GallraException.invalid(
                        "code",
                        new Text(
                                "Skriv koden från din app, eller en av reservkoderna.",
                                "Enter the code of your app, or one of the recovery codes."));
            case WRONG -> {
                failed(name);
                throw SecondFactors.wrong();
            }
        }
        return known;
    }

    /** Checks a password. */
    private Optional<UserEntity> authenticate(String userName, String password) {
        Optional<UserEntity> user =
                users.find(userName.toLowerCase(Locale.ROOT)).filter(u -> u.active);
        if (user.isEmpty()) {
            passwords.matchesNobody(password);
            return Optional.empty();
        }
        return user.filter(u -> passwords.matches(password, u.passwordHash));
    }

    /** Demands password and code of whoever calls, before the second factor itself changes. */
    void confirm(String password, @Nullable String code) {
        try {
            both(callers.person().userName(), password, code == null ? "" : code);
        } catch (GallraException e) {
            throw e.code() == GallraException.Code.UNAUTHENTICATED
                    ? GallraException.invalid("password", new Text("Fel lösenord.", "Wrong password."))
                    : e;
        }
    }

    /** Demands the password of whoever calls; the refusal names the field. */
    void demand(String field, String password) {
        String name = callers.person().userName();
        backoff.check(name);
        if (authenticate(name, password).isEmpty()) {
            failed(name);
            throw GallraException.invalid(field, new Text("Fel lösenord.", "Wrong password."));
        }
        backoff.succeeded(name);
    }

    private void failed(String name) {
        backoff.failed(name);
        failures.count(users.find(name).isPresent() ? name : "");
    }

    /** Counts a failure of a user, or of somebody whom nobody knows by the empty name. */
    void refused(String userName) {
        failures.count(userName);
    }

    /** Takes down what was counted and is older than its window. */
    void settle() {
        failures.settle();
    }

    /** Returns how many failures there were since the start. */
    long failures() {
        return failures.total();
    }
}
