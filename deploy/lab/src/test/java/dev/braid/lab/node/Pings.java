package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import java.io.IOException;
import java.util.List;

/** What is asked of a ping under way. */
final class Pings {
    private Pings() {}

    /** Late is not lost; the last ones may be under way. */
    static void assertNothingLost(Ping ping) throws IOException {
        List<Integer> sequences =
                ping.replies().stream().map(PingResult.Reply::sequence).toList();
        assertThat(sequences).startsWith(1).doesNotHaveDuplicates();
        assertThat(sequences.getLast() - sequences.size()).as("lost").isZero();
    }
}
