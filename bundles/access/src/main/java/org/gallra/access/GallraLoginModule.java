package org.gallra.access;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.gallra.api.GallraException;
import org.gallra.api.access.Role;
import org.jspecify.annotations.NullUnmarked;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Lets system administrators into the shell with the password that they have in Gallra. */
@NullUnmarked
public final class GallraLoginModule implements LoginModule {

    private static final List<String> ROLES = List.of("ssh", "admin", "manager", "viewer", "systembundles");

    private Subject subject;
    private CallbackHandler callbacks;
    private String user;

    @Override
    public void initialize(Subject given, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        this.subject = given;
        this.callbacks = handler;
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback name = new NameCallback("User: ");
        PasswordCallback password = new PasswordCallback("Password: ", false);
        try {
            callbacks.handle(new Callback[] {name, password});
        } catch (IOException | UnsupportedCallbackException e) {
            throw new LoginException("User and password could not be asked for");
        }
        if (name.getName() == null || password.getPassword() == null) {
            throw new FailedLoginException("Login failed");
        }
        Optional<UserEntity> known = authenticate(name.getName(), new String(password.getPassword()));
        password.clearPassword();
        user = known.filter(u -> u.role.equals(Role.SYSTEM_ADMINISTRATOR.name()) && !u.mustChange)
                .map(u -> u.userName)
                .orElseThrow(() -> new FailedLoginException("Login failed"));
        return true;
    }

    private static Optional<UserEntity> authenticate(String name, String password) {
        BundleContext context = FrameworkUtil.getBundle(GallraLoginModule.class).getBundleContext();
        ServiceReference<Logins> reference = context.getServiceReference(Logins.class);
        Logins logins = reference == null ? null : context.getService(reference);
        try {
            return logins == null ? Optional.empty() : Optional.of(logins.admit(name, password));
        } catch (GallraException e) {
            return Optional.empty(); // wrong, or too many attempts
        } finally {
            if (logins != null) {
                context.ungetService(reference);
            }
        }
    }

    @Override
    public boolean commit() {
        if (user != null) {
            subject.getPrincipals().add(new UserPrincipal(user));
            ROLES.forEach(r -> subject.getPrincipals().add(new RolePrincipal(r)));
        }
        return user != null;
    }

    @Override
    public boolean abort() {
        user = null;
        return true;
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().removeIf(p -> p instanceof UserPrincipal || p instanceof RolePrincipal);
        user = null;
        return true;
    }
}
