package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FirewallCountsTest {
    private static final long LATER_NS = TimeUnit.SECONDS.toNanos(5);

    private long notGranted;
    private int looks;
    private final FirewallCounts counts = new FirewallCounts(this::table);

    /** As nft 1.0.6 prints it, cut down to what matters. */
    private String table() {
        looks++;
        return """
                {"nftables": [{"metainfo": {"version": "1.0.6"}},
                 {"rule": {"chain": "forward", "comment": "not_granted", "expr": [{"match": {}},
                  {"counter": {"packets": %d, "bytes": 9000}}, {"drop": null}]}},
                 {"rule": {"chain": "forward", "comment": "not_granted", "expr": [
                  {"counter": {"packets": 2, "bytes": 90}}, {"drop": null}]}},
                 {"rule": {"chain": "forward", "expr": [{"accept": null}]}},
                 {"rule": {"chain": "input", "comment": "moon_phase", "expr": [{"counter": {"packets": 5}}]}}]}
                """.formatted(notGranted);
    }

    private long notGrantedAt(long nowNs) throws IOException {
        return counts.at(nowNs).getOrDefault(FirewallDrop.NOT_GRANTED, -1L);
    }

    @Test
    void addsUpAllRulesOfAReason() throws Exception {
        notGranted = 3;
        assertThat(counts.at(0))
                .containsOnlyKeys(FirewallDrop.values())
                .containsEntry(FirewallDrop.NOT_GRANTED, 5L)
                .containsEntry(FirewallDrop.OTHER_EDGE, 0L);
    }

    @Test
    void goesOnWhenTheTableIsMadeAnew() throws Exception {
        notGranted = 8;
        assertThat(notGrantedAt(0)).isEqualTo(10);
        notGranted = 1;
        assertThat(notGrantedAt(LATER_NS)).isEqualTo(13);
        notGranted = 2;
        assertThat(notGrantedAt(2 * LATER_NS)).isEqualTo(14);
    }

    @Test
    void doesNotAskNftAnewWithinSeconds() throws Exception {
        counts.at(0);
        counts.at(LATER_NS - 1);
        assertThat(looks).isEqualTo(1);
        counts.at(LATER_NS);
        assertThat(looks).isEqualTo(2);
    }
}
