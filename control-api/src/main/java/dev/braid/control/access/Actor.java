package dev.braid.control.access;

import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who acts.
 *
 * @param name the user's, the token's, the node's
 * @param user whose rights are used; for a token its owner
 * @param scopes a token has those of its own that its owner still has
 * @param address of the other end of the connection
 */
public record Actor(
        Kind kind, String name, String user, Role role, Set<Scope> scopes, String address, String requestId) {
    public enum Kind {
        USER,
        TOKEN,
        NODE,
        SYSTEM
    }

    public static Actor system() {
        return new Actor(Kind.SYSTEM, "braid-control", "", Role.VIEWER, Set.of(), "", "");
    }

    public static Actor node(String name, String address, String requestId) {
        return new Actor(Kind.NODE, name, "", Role.VIEWER, Set.of(), address, requestId);
    }

    /** Of the request that this thread works on. */
    public static Optional<Actor> current() {
        @Nullable
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor
                ? Optional.of(actor)
                : Optional.empty();
    }

    public static Actor required() {
        return current().orElseThrow(() -> Problem.of(Code.NOT_SIGNED_IN, "Sign in, or send an API token."));
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
