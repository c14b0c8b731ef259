package dev.braid.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

class ProblemsTest {
    private final MockMvcTester web = MockMvcTester.of(
            List.of(new Failing()),
            builder -> builder.setControllerAdvice(new Problems()).build());

    @Test
    void unforeseenFailureKeepsItsMessageToItself() {
        var answer = web.get().uri("/fails").exchange();
        assertThat(answer).hasStatus(500).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer)
                .bodyText()
                .contains("\"code\":\"internal_error\"", "\"requestId\":")
                .doesNotContain("the database password is");
    }

    @Test
    void wrongMethodIsNamed() {
        var answer = web.get().uri("/only-post").exchange();
        assertThat(answer).hasStatus(405).bodyText().contains("\"code\":\"method_not_allowed\"");
    }

    @RestController
    static class Failing {
        @GetMapping("/fails")
        String fails() {
            throw new IllegalStateException("the database password is wrong");
        }

        @PostMapping("/only-post")
        String onlyPost() {
            return "posted";
        }
    }
}
