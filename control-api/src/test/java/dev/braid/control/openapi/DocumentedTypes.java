package dev.braid.control.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.tags.Tag;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Tells the document's readers which fields an answer always has, and which may be null: by the records' own annotations.
 * What is put keeps the rules of its constraints.
 */
@SuppressWarnings("rawtypes") // Schema is raw throughout the library.
class DocumentedTypes implements ModelConverter, OpenApiCustomizer {
    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Class<?>> records = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType java = Json.mapper().constructType(type.getType());
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            String name = schema.get$ref() == null
                    ? schema.getName()
                    : schema.get$ref().replace(REFERENCE, "");
            if (name != null) {
                records.put(name, java.getRawClass());
            }
        }
        return schema;
    }

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> put = requested(document, schemas);
        document.setTags(document.getTags().stream()
                .sorted(Comparator.comparing(Tag::getName))
                .toList());
        schemas.forEach((name, schema) -> {
            Class<?> type = records.get(name);
            if (type != null && !put.contains(name)) {
                describe(type, schema);
            }
        });
    }

    private static void describe(Class<?> type, Schema<?> schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = nameOf(component);
            Schema<?> property = properties.get(name);
            if (property == null) {
                continue;
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                properties.put(name, nullable(property));
            }
            if (component.getAccessor().getAnnotation(JsonInclude.class) == null) {
                required.add(name);
            }
        }
        schema.setRequired(required);
    }

    private static Schema<?> nullable(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<?> nothing = new Schema<>();
            nothing.setTypes(Set.of("null"));
            return new Schema<>().anyOf(List.of(property, nothing));
        }
        Set<String> types = new LinkedHashSet<>(property.getTypes() == null ? Set.of() : property.getTypes());
        types.add("null");
        property.setTypes(types);
        return property;
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }

    private static Set<String> requested(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> found = new HashSet<>();
        Map<String, Schema> all = new HashMap<>(schemas);
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> operation.getRequestBody() == null
                                || operation.getRequestBody().getContent() == null
                        ? java.util.stream.Stream.empty()
                        : operation.getRequestBody().getContent().values().stream())
                .forEach(content -> follow(content.getSchema(), all, found));
        return found;
    }

    private static void follow(@Nullable Schema<?> schema, Map<String, Schema> all, Set<String> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            String name = schema.get$ref().replace(REFERENCE, "");
            if (found.add(name)) {
                follow(all.get(name), all, found);
            }
        }
        List<Schema<?>> parts = new ArrayList<>();
        addAll(parts, schema.getOneOf());
        addAll(parts, schema.getAllOf());
        addAll(parts, schema.getAnyOf());
        addAll(
                parts,
                schema.getProperties() == null
                        ? null
                        : List.copyOf(schema.getProperties().values()));
        parts.forEach(part -> follow(part, all, found));
        follow(schema.getItems(), all, found);
    }

    private static void addAll(List<Schema<?>> parts, @Nullable List<Schema> more) {
        if (more != null) {
            more.forEach(parts::add);
        }
    }
}
