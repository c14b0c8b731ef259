package dev.braid.control.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The document of the API as it is committed, which a test makes anew out of the code; and the way to the page that shows it. */
@RestController
class ApiDocument {
    private static final Resource DOCUMENT = new ClassPathResource("openapi/braid.json");

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource json() {
        return DOCUMENT;
    }

    /** JSON is YAML, so one library reads and writes it. */
    @GetMapping(path = "/v3/api-docs.yaml", produces = "application/vnd.oai.openapi")
    String yaml() throws IOException {
        DumperOptions style = new DumperOptions();
        style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Yaml yaml = new Yaml(style);
        try (InputStream document = DOCUMENT.getInputStream()) {
            return yaml.dump(yaml.load(document));
        }
    }

    /** Its files are the webjar's, and an initializer of ours. */
    @GetMapping("/swagger-ui.html")
    ResponseEntity<Void> page() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/swagger-ui/index.html"))
                .build();
    }
}
