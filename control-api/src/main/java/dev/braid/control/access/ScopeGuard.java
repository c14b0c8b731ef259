package dev.braid.control.access;

import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds every handler to what it says it needs, before the body is read. */
@Component
class ScopeGuard implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getMethodAnnotation(Open.class) == null) {
            check(method);
        }
        return true;
    }

    private static void check(HandlerMethod method) {
        Actor actor = Actor.required();
        Needs needs = method.getMethodAnnotation(Needs.class);
        if (needs == null) {
            if (method.getMethodAnnotation(SignedIn.class) == null) {
                throw Problem.of(Code.FORBIDDEN, "This is closed.");
            }
        } else if (!actor.may(needs.value())) {
            throw Problem.of(
                            Code.MISSING_SCOPE,
                            "This needs the scope " + needs.value().text() + ", which "
                                    + (actor.kind() == Actor.Kind.TOKEN
                                            ? "this token"
                                            : "your role " + actor.role().text())
                                    + " does not have.")
                    .with("scope", needs.value().text());
        }
    }
}
