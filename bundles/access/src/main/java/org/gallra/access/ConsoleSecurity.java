package org.gallra.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.gallra.api.GallraException;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets system administrators into the web console by Basic authentication. A password is checked once; as long as that
 * login is in force, the same header is recognized by its hash.
 */
@Component(service = SecurityProvider.class, property = "webconsole.security.provider.id=gallra")
public final class ConsoleSecurity implements SecurityProvider {

    private static final int REMEMBERED = 100;

    private final Logins logins;
    private final Callers callers;
    private final String salt = Tokens.random();
    private final Map<String, String> tokens = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Takes the logins. */
    @Activate
    public ConsoleSecurity(@Reference Logins logins, @Reference Callers callers) {
        this.callers = callers;
        this.logins = logins;
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
            Optional<Admission> admission = admission(header.substring(6).strip(), Door.of(request));
            if (admission.isPresent() && !admission.get().mustEnrol()) {
                Login login = admission.get().login();
                if (!login.mustChangePassword() && login.caller().may(Permission.ADMINISTER)) {
                    return login.caller().userName();
                }
            }
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Gallra\"");
        response.setStatus(401);
        return null;
    }

    private Optional<Admission> admission(String credentials, Door door) {
        String key = Tokens.hash(salt + credentials);
        String known;
        synchronized (tokens) {
            known = tokens.get(key);
        }
        Optional<Admission> before = known == null ? Optional.empty() : logins.look(known);
        if (before.isPresent()) {
            return before;
        }
        try {
            String[] parts = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8).split(":", 2);
            callers.at(door);
            Login fresh = logins.login(parts[0], parts.length == 2 ? parts[1] : "");
            synchronized (tokens) {
                tokens.put(key, fresh.token());
            }
            return logins.look(fresh.token());
        } catch (IllegalArgumentException | GallraException e) {
            return Optional.empty();
        } finally {
            callers.at(null);
        }
    }

    @Override
    public boolean authorize(Object user, String role) {
        return true;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Gallra\"");
        response.setStatus(401);
    }
}
