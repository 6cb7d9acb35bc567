package org.gallra.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService;
import org.jspecify.annotations.Nullable;

/**
 * Demands the login's second secret in every form, so that another site cannot post in a user's name. Requests with the
 * header, or with a token instead of a cookie, were checked before they came here.
 */
@PreMatching
final class FormToken implements ContainerRequestFilter {

    private static final int MAX_FORM = 2 * 1024 * 1024;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final LoginService logins;

    @Context
    @Nullable
    HttpServletRequest request;

    FormToken(LoginService logins) {
        this.logins = logins;
    }

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        var login = logins.current();
        if (READS.contains(context.getMethod()) || login.isEmpty() || headerChecked()) {
            return;
        }
        MediaType type = context.getMediaType();
        if (type == null || !MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)) {
            return; // uploads: origin and fetch metadata were checked by the access filter
        }
        byte[] body = context.getEntityStream().readNBytes(MAX_FORM + 1);
        if (body.length > MAX_FORM) {
            throw new GallraException(
                    GallraException.Code.TOO_LARGE, new Text("Formuläret är för stort.", "The form is too large."));
        }
        context.setEntityStream(new ByteArrayInputStream(body));
        if (!same(field(new String(body, StandardCharsets.UTF_8)), login.get().csrf())) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text(
                            "Formuläret är för gammalt eller kommer från en annan webbplats. Ladda om sidan och försök igen.",
                            "The form is too old or comes from another site. Reload the page and try again."));
        }
    }

    private boolean headerChecked() {
        return request == null || request.getHeader("X-Gallra-Csrf") != null;
    }

    private static String field(String form) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith("_csrf=")) {
                return URLDecoder.decode(pair.substring(6), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
