package dev.braid.control.access;

import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import dev.braid.control.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Spring Security's chain: its firewall, our way to tell who asks. The dashboard's files are for everybody; the rights to
 * each operation are with the operation ({@link ScopeGuard}).
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    @Bean
    SecurityFilterChain security(HttpSecurity http, Authenticator authenticator, ProblemWriter problems) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new Identify(authenticator, problems), AnonymousAuthenticationFilter.class)
                .build();
    }

    /** Paths with tricks in them: encoded slashes, {@code ..}, semicolons. */
    @Bean
    RequestRejectedHandler rejected(ProblemWriter problems) {
        return (request, response, failure) -> problems.write(
                request, response, Problem.of(Code.BAD_REQUEST, "The path or a header of this request is malformed."));
    }

    @Bean
    WebMvcConfigurer guard(ScopeGuard guard) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(guard).addPathPatterns("/api/**");
            }
        };
    }

    private static final class Identify extends OncePerRequestFilter {
        private final Authenticator authenticator;
        private final ProblemWriter problems;

        Identify(Authenticator authenticator, ProblemWriter problems) {
            this.authenticator = authenticator;
            this.problems = problems;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getRequestURI().startsWith("/api/");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Optional<Actor> actor;
            try {
                actor = authenticator.authenticate(request);
            } catch (Problem problem) {
                problems.write(request, response, problem);
                return;
            } catch (DataAccessException | TransactionException e) {
                problems.write(request, response, problems.of(e));
                return;
            }
            actor.ifPresent(Identify::remember);
            chain.doFilter(request, response);
        }

        private static void remember(Actor actor) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(actor, null, java.util.List.of()));
            SecurityContextHolder.setContext(context);
        }
    }
}
