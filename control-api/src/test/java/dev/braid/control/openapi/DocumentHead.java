package dev.braid.control.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;

/** What the document of the API says before it comes to the operations. */
class DocumentHead {
    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Braid control API")
                        .version("v1")
                        .description("People and programs manage Braid here. Resources are put under names that clients"
                                + " choose; every answer has an ETag, and what exists is changed with If-Match only."
                                + " ?dryRun=true answers with what would change. Failures are problem details (RFC 9457)"
                                + " with a stable code. Times are RFC 3339, units are in names.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("braid_pat_...")
                                        .description("An API token, for programs"))
                        .addSecuritySchemes(
                                "session",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("braid_session")
                                        .description("For browsers; with unsafe methods the csrf header too"))
                        .addSecuritySchemes(
                                "csrf",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-CSRF-Token")
                                        .description("The value of the cookie braid_csrf")));
    }
}
