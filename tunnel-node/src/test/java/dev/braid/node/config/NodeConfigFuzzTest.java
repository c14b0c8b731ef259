package dev.braid.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever bytes a file has: an answer, never an exception, and no acceptance beside an error. */
class NodeConfigFuzzTest {
    @FuzzTest
    void answersForAnyBytes(byte[] bytes) {
        Reading reading = ConfigText.read(bytes);

        boolean hasErrors =
                reading.problems().stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        assertThat(reading instanceof Reading.Accepted).isEqualTo(!hasErrors);
        for (Problem problem : reading.problems()) {
            assertThat(problem.describe("f")).doesNotContainPattern("\\p{Cntrl}");
            assertThat(problem.remedy()).isNotEmpty();
        }
    }
}
