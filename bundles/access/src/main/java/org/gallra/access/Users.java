package org.gallra.access;

import java.util.ArrayList;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.processing.ProcessingService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Administers users and their passwords. */
@Component(service = UserService.class)
public final class Users implements UserService {

    private static final String CURRENT = "current";

    private final UserStore store;
    private final Database database;
    private final Callers callers;
    private final Credentials credentials;
    private final Passwords passwords;
    private final AuditLog audit;

    /** Optional: without it nobody knows the company's name. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ProcessingService processing;

    /** Asks nothing yet. */
    @Activate
    public Users(
            @Reference UserStore store,
            @Reference Database database,
            @Reference Callers callers,
            @Reference Credentials credentials,
            @Reference SecondFactors factors,
            @Reference AuditLog audit) {
        this.store = store;
        this.database = database;
        this.callers = callers;
        this.credentials = credentials;
        this.passwords = factors.passwords();
        this.audit = audit;
    }

    @Override
    public List<User> list() {
        callers.require(Permission.ADMINISTER);
        return store.all();
    }

    @Override
    public User create(User user, String password) {
        callers.require(Permission.ADMINISTER);
        User clean = UserRules.clean(user);
        Passwords.check(context(clean), password);
        String hash = passwords.hash(password);
        return database.inTransaction(connection -> {
            if (store.find(clean.userName()).isPresent()) {
                throw GallraException.conflict(new Text(
                        "Användarnamnet är upptaget. Välj ett annat.", "The user name is taken. Choose another."));
            }
            User created = store.add(clean, hash, user.mustChangePassword());
            record(AccessActs.USER_CREATED, clean.userName(), UserRules.granted(clean));
            return created;
        });
    }

    @Override
    public User update(User user) {
        callers.require(Permission.ADMINISTER);
        User clean = UserRules.clean(user);
        return database.inTransaction(connection -> {
            UserStore.lock(connection, database.kind(), clean.userName());
            User before = store.get(clean.userName()).user();
            boolean lessens = !clean.active() || clean.role() != Role.SYSTEM_ADMINISTRATOR;
            boolean last = store.all().stream()
                    .noneMatch(u -> u.active()
                            && u.role() == Role.SYSTEM_ADMINISTRATOR
                            && !u.userName().equals(clean.userName()));
            if (lessens && last && before.role() == Role.SYSTEM_ADMINISTRATOR) {
                throw GallraException.conflict(new Text(
                        "Det måste finnas minst en aktiv systemadministratör. Utse en annan först.",
                        "There must be at least one active system administrator. Appoint another first."));
            }
            store.change(clean);
            boolean changed = before.role() != clean.role()
                    || !before.granted().equals(clean.granted())
                    || before.active() != clean.active();
            if (changed) {
                LoginStore.endAll(connection, clean.userName(), null);
            }
            List<String> what = UserRules.changes(before, clean);
            if (!what.isEmpty()) {
                record(changed ? AccessActs.ROLE_CHANGED : AccessActs.USER_CHANGED, clean.userName(), what);
            }
            return store.get(clean.userName()).user();
        });
    }

    /** Returns the words that are near a user: names, address, product, and the controller's name. */
    private List<String> context(User user) {
        List<String> words = new ArrayList<>(List.of("gallra", user.userName(), user.displayName()));
        if (user.email() != null) {
            words.add(user.email());
        }
        ProcessingService now = processing;
        if (now != null) {
            String name = callers.callAs(Caller.SYSTEM, () -> now.controller().name());
            if (name != null) {
                words.add(name);
            }
        }
        return words;
    }

    private void record(AuditAct act, String userName, List<String> details) {
        audit.record(AuditEntry.of(act).on("user", userName).details(details));
    }

    @Override
    public void setPassword(String userName, String password) {
        if (callers.person().userName().equals(userName)) {
            changePassword(null, password);
        } else {
            callers.require(Permission.ADMINISTER);
            set(userName, password, false);
        }
    }

    @Override
    public void changePassword(@Nullable String current, String password) {
        String name = callers.person().userName();
        // whoever came in with a one-time password, or by the shell, has just given it
        boolean given = callers.login().map(Login::mustChangePassword).orElse(true);
        if (!given) {
            if (current == null || current.isEmpty()) {
                throw GallraException.invalid(
                        CURRENT,
                        new Text(
                                "Ange ditt nuvarande lösenord också.", "Give the password that you have now as well."));
            }
            credentials.demand(CURRENT, current);
        }
        set(name, password, true);
    }

    private void set(String userName, String password, boolean own) {
        Passwords.check(context(store.get(userName).user()), password);
        String hash = passwords.hash(password);
        database.inTransaction(connection -> {
            UserStore.lock(connection, database.kind(), userName);
            store.password(store.get(userName).userName, hash, !own);
            String kept = own ? callers.login().map(l -> Tokens.hash(l.token())).orElse(null) : null;
            LoginStore.endAll(connection, userName, kept);
            record(AccessActs.PASSWORD, userName, List.of());
            return true;
        });
        store.secretUsed(userName);
    }

    @Override
    public User self() {
        return store.get(callers.caller().userName()).user();
    }
}
