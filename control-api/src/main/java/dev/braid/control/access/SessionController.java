package dev.braid.control.access;

import dev.braid.control.store.Store;
import dev.braid.control.store.Versioned;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "session", description = "Signing in and out, and who one is")
@RestController
@RequestMapping("/api/v1/session")
class SessionController {
    record SignIn(
            @Schema(example = "ada") @NotBlank @Size(max = 64)
            String user,

            @Schema(format = "password", example = "correct horse battery")
            @NotBlank
            @Size(max = UserController.LONGEST_PASSWORD)
            String password) {
        @Override
        public String toString() {
            return "SignIn[user=" + user + "]";
        }
    }

    record NewPassword(
            @Schema(format = "password", example = "correct horse battery")
            @NotBlank
            @Size(max = UserController.LONGEST_PASSWORD)
            String current,

            @Schema(format = "password", example = "staple of the old harbour")
            @NotBlank
            @Size(min = UserController.SHORTEST_PASSWORD, max = UserController.LONGEST_PASSWORD)
            String password) {
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /** Who one is. */
    record Session(
            @Schema(example = "ada") String user,
            String displayName,
            Role role,
            Set<Scope> scopes,

            @Schema(
                    description =
                            "To be sent as header X-CSRF-Token with every unsafe request of this session; null for a token")
            @Nullable
            String csrfToken,

            @Nullable Instant expiresAt) {}

    private final Store store;
    private final Users users;
    private final Sessions sessions;
    private final Passwords passwords;
    private final SignInLimits limits;
    private final Audit audit;

    SessionController(
            Store store, Users users, Sessions sessions, Passwords passwords, SignInLimits limits, Audit audit) {
        this.store = store;
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.limits = limits;
        this.audit = audit;
    }

    @Operation(operationId = "getSession", summary = "Who am I?")
    @GetMapping
    @SignedIn
    Session get(HttpServletRequest request) {
        String secret = Authenticator.sessionOf(request);
        Actor actor = Actor.required();
        if (actor.kind() == Actor.Kind.TOKEN || secret == null) {
            return describe(actor, null, null);
        }
        Instant expires = sessions.find(secret).map(Sessions.Session::expires).orElse(null);
        return describe(actor, Secrets.csrfOf(secret), expires);
    }

    @Operation(operationId = "signIn", summary = "Sign in: sets the cookies braid_session and braid_csrf")
    @PostMapping
    @Open
    Session signIn(@Valid @RequestBody SignIn signIn, HttpServletRequest request, HttpServletResponse response) {
        String address = request.getRemoteAddr();
        SignInLimits.Attempt attempt = limits.begin(signIn.user(), address);
        if (!passwords.matches(
                signIn.password(), users.passwordHash(signIn.user()).orElse(null))) {
            throw Problem.of(Code.WRONG_CREDENTIALS, "User and password do not match.");
        }
        limits.succeeded(attempt);
        User user = users.find(signIn.user()).map(Versioned::value).orElseThrow();
        Sessions.Opened opened = sessions.open(user.name(), address);
        setCookies(opened.secret(), Duration.between(store.now(), opened.expiresAt()), request, response);
        return new Session(
                user.name(),
                user.displayName(),
                user.role(),
                user.role().scopes(),
                Secrets.csrfOf(opened.secret()),
                opened.expiresAt());
    }

    @Operation(operationId = "signOut", summary = "Sign out")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SignedIn
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        String secret = Authenticator.sessionOf(request);
        if (secret != null) {
            sessions.close(secret);
        }
        setCookies("", Duration.ZERO, request, response);
    }

    @Operation(operationId = "changePassword", summary = "Change one's own password; ends one's other sessions")
    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SignedIn
    void changePassword(
            @Valid @RequestBody NewPassword change, HttpServletRequest request, HttpServletResponse response) {
        Actor actor = Actor.required();
        if (actor.kind() != Actor.Kind.USER) {
            throw Problem.of(Code.FORBIDDEN, "An API token cannot change its owner's password.");
        }
        SignInLimits.Attempt attempt = limits.begin(actor.user(), actor.address());
        if (!passwords.matches(
                change.current(), users.passwordHash(actor.user()).orElse(null))) {
            throw Problem.of(Code.WRONG_CREDENTIALS, "The current password is another one.");
        }
        limits.succeeded(attempt);
        String hash = passwords.hash(change.password());
        store.change(revision -> {
            users.setPassword(actor.user(), hash, revision);
            sessions.closeAllOf(actor.user());
            audit.record("change-password", "users/" + actor.user(), null, null);
            revision.touch("user", actor.user());
            return null;
        });
        Sessions.Opened opened = sessions.open(actor.user(), actor.address());
        setCookies(opened.secret(), Duration.between(store.now(), opened.expiresAt()), request, response);
    }

    private Session describe(Actor actor, @Nullable String csrf, @Nullable Instant expires) {
        String shown =
                users.find(actor.user()).map(user -> user.value().displayName()).orElse(actor.user());
        return new Session(actor.user(), shown, actor.role(), actor.scopes(), csrf, expires);
    }

    private static void setCookies(
            String secret, Duration age, HttpServletRequest request, HttpServletResponse response) {
        String csrf = secret.isEmpty() ? "" : Secrets.csrfOf(secret);
        add(Authenticator.SESSION_COOKIE, secret, true, age, request, response);
        add(Authenticator.CSRF_COOKIE, csrf, false, age, request, response);
    }

    private static void add(
            String name,
            String value,
            boolean httpOnly,
            Duration age,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(httpOnly)
                        .secure(request.isSecure())
                        .sameSite("Strict")
                        .path("/")
                        .maxAge(age)
                        .build()
                        .toString());
    }
}
