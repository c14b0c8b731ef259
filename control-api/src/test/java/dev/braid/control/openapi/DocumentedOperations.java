package dev.braid.control.openapi;

import dev.braid.control.access.Needs;
import dev.braid.control.access.Open;
import dev.braid.control.web.DryRun;
import dev.braid.control.web.Mutates;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.HandlerMethod;

/** Writes into the API's document what our annotations hold handlers to: scopes, conditions, dry runs, problems. */
class DocumentedOperations {
    private static final String PROBLEM = "#/components/schemas/Problem";

    @Bean
    OperationCustomizer operations() {
        return (operation, method) -> {
            security(operation, method);
            Mutates mutates = method.getMethodAnnotation(Mutates.class);
            if (mutates != null) {
                mutation(operation, mutates.value());
            }
            operation
                    .getResponses()
                    .addApiResponse(
                            "default",
                            new ApiResponse().description("A problem").content(problem()));
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer schemas() {
        return document -> {
            Components components = document.getComponents();
            components.addSchemas("Problem", problemSchema());
            ModelConverters.getInstance(true)
                    .readAll(DocumentedFieldError.class)
                    .forEach(components::addSchemas);
            ModelConverters.getInstance(true).readAll(DryRun.class).forEach(components::addSchemas);
        };
    }

    private static void security(Operation operation, HandlerMethod method) {
        if (method.getMethodAnnotation(Open.class) != null) {
            operation.setSecurity(List.of());
            return;
        }
        Needs needs = method.getMethodAnnotation(Needs.class);
        List<String> scopes = needs == null ? List.of() : List.of(needs.value().text());
        operation.addSecurityItem(new SecurityRequirement().addList("token", scopes));
        operation.addSecurityItem(
                new SecurityRequirement().addList("session", scopes).addList("csrf", List.of()));
        if (needs != null) {
            operation.addExtension("x-scope", needs.value().text());
        }
    }

    private static void mutation(Operation operation, Class<?> resource) {
        operation.addParametersItem(header("If-Match", "The ETag of what was read; needed when it exists"));
        ApiResponses responses = operation.getResponses();
        responses.clear();
        Schema<?> dryRun = reference("DryRun");
        if (resource == Void.class) {
            responses.addApiResponse("204", new ApiResponse().description("Deleted"));
            responses.addApiResponse(
                    "200", new ApiResponse().description("With dryRun").content(json(dryRun)));
            return;
        }
        operation.addParametersItem(header("If-None-Match", "* to create only"));
        Schema<?> answer = reference(nameOf(resource));
        responses.addApiResponse(
                "200",
                new ApiResponse()
                        .description("Replaced, or unchanged; with dryRun what would change")
                        .headers(java.util.Map.of("ETag", etag()))
                        .content(json(new Schema<>().oneOf(List.of(answer, dryRun)))));
        responses.addApiResponse(
                "201",
                new ApiResponse()
                        .description("Created")
                        .headers(java.util.Map.of("ETag", etag()))
                        .content(json(answer)));
    }

    private static String nameOf(Class<?> resource) {
        var named = resource.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? resource.getSimpleName() : named.name();
    }

    private static Header etag() {
        return new Header().schema(new StringSchema().example("\"42\""));
    }

    private static Parameter header(String name, String description) {
        return new Parameter()
                .in("header")
                .name(name)
                .description(description)
                .required(false)
                .schema(new StringSchema());
    }

    private static Schema<?> reference(String name) {
        return new Schema<>().$ref("#/components/schemas/" + name);
    }

    private static Content json(Schema<?> schema) {
        return new Content().addMediaType("application/json", new MediaType().schema(schema));
    }

    private static Content problem() {
        return new Content()
                .addMediaType("application/problem+json", new MediaType().schema(new Schema<>().$ref(PROBLEM)));
    }

    private static Schema<?> problemSchema() {
        return Objects.requireNonNull(ModelConverters.getInstance(true)
                .readAll(DocumentedProblem.class)
                .get("Problem"));
    }

    /** The shape of every failure. */
    @io.swagger.v3.oas.annotations.media.Schema(name = "Problem")
    record DocumentedProblem(
            @io.swagger.v3.oas.annotations.media.Schema(
                    example = "Precondition Failed",
                    requiredMode = RequiredMode.REQUIRED)
            String title,

            @io.swagger.v3.oas.annotations.media.Schema(example = "412", requiredMode = RequiredMode.REQUIRED)
            int status,

            String detail,
            String instance,

            @io.swagger.v3.oas.annotations.media.Schema(
                    example = "etag_mismatch",
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Stable; programs decide by it")
            String code,

            @io.swagger.v3.oas.annotations.media.Schema(requiredMode = RequiredMode.REQUIRED)
            String requestId,

            @io.swagger.v3.oas.annotations.media.Schema(description = "The first field at fault")
            String field,

            List<DocumentedFieldError> errors,

            @io.swagger.v3.oas.annotations.media.Schema(description = "The scope that is missing")
            String scope) {}

    /** One field at fault. */
    @io.swagger.v3.oas.annotations.media.Schema(name = "FieldError")
    record DocumentedFieldError(
            @io.swagger.v3.oas.annotations.media.Schema(example = "spec.lan.prefixes[0]")
            String field,

            String message) {}
}
