package dev.braid.control.access;

import dev.braid.control.store.Versioned;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import dev.braid.control.web.RequestIds;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Finds out who asks: by token, or by session. A session alone changes nothing: the header with its CSRF token shows that
 * a script of our own page asks, since no other site can read the cookie that has it.
 */
@Component
class Authenticator {
    static final String SESSION_COOKIE = "braid_session";
    static final String CSRF_COOKIE = "braid_csrf";
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final Users users;
    private final Sessions sessions;
    private final Tokens tokens;

    Authenticator(Users users, Sessions sessions, Tokens tokens) {
        this.users = users;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** Empty when nothing was shown; what was shown and is not good is refused, but for a cookie that ran out. */
    Optional<Actor> authenticate(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return Optional.of(byToken(header, request));
        }
        String session = sessionOf(request);
        return session == null ? Optional.empty() : bySession(session, request);
    }

    static @Nullable String sessionOf(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(SESSION_COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private Actor byToken(String header, HttpServletRequest request) {
        String secret = header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        Token token = tokens.use(secret)
                .orElseThrow(
                        () -> Problem.of(Code.WRONG_CREDENTIALS, "This API token does not exist or is past its end."));
        User owner = enabled(token.user())
                .orElseThrow(() -> Problem.of(Code.WRONG_CREDENTIALS, "The owner of this API token is disabled."));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(token.scopes());
        scopes.retainAll(owner.role().scopes());
        return new Actor(
                Actor.Kind.TOKEN,
                token.name(),
                owner.name(),
                owner.role(),
                scopes,
                request.getRemoteAddr(),
                RequestIds.of(request));
    }

    private Optional<Actor> bySession(String session, HttpServletRequest request) {
        Optional<User> user = sessions.find(session).flatMap(found -> enabled(found.userName()));
        if (user.isPresent() && !SAFE.contains(request.getMethod())) {
            String shown = request.getHeader(CSRF_HEADER);
            if (shown == null || !Secrets.same(shown, Secrets.csrfOf(session))) {
                throw Problem.of(
                        Code.CSRF, "Send the value of the cookie " + CSRF_COOKIE + " as header " + CSRF_HEADER + ".");
            }
        }
        return user.map(signedIn -> new Actor(
                Actor.Kind.USER,
                signedIn.name(),
                signedIn.name(),
                signedIn.role(),
                signedIn.role().scopes(),
                request.getRemoteAddr(),
                RequestIds.of(request)));
    }

    private Optional<User> enabled(String name) {
        return users.find(name).map(Versioned::value).filter(user -> !user.disabled());
    }
}
