package dev.braid.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.host.HostChange;
import dev.braid.node.host.HostChange.NftTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamRulesTest {
    private static final HostChange TABLE = new NftTable("inet", "braid_streams", "chain take {}");
    private static final List<HostChange> RULES = List.of(TABLE);

    private final List<List<HostChange>> brought = new ArrayList<>();
    private boolean refuses;
    private long nowNs;
    private final StreamRules rules = new StreamRules(this::bring, () -> nowNs);

    private void bring(List<HostChange> changes) throws IOException {
        brought.add(changes);
        if (refuses && !changes.isEmpty()) {
            throw new IOException("no tproxy in this kernel");
        }
    }

    private void arrange() {
        rules.arrange(() -> RULES);
    }

    @Test
    void whatIsThereIsNotMadeAgain() {
        arrange();
        arrange();
        assertThat(brought).containsExactly(RULES);
        assertThat(rules.fault()).isNull();
        assertThat(rules.isDue()).isFalse();
    }

    @Test
    void halfOfThemIsTakenBack() {
        refuses = true;
        arrange();
        assertThat(brought).containsExactly(RULES, List.of());
        assertThat(rules.fault()).contains("no tproxy");
    }

    @Test
    void refusedOnesAreTriedAgainAfterAMinuteAndNotBefore() {
        refuses = true;
        arrange();
        brought.clear();
        refuses = false;
        nowNs = TimeUnit.SECONDS.toNanos(60) - 1;
        assertThat(rules.isDue()).isFalse();
        arrange();
        assertThat(brought).isEmpty();
        nowNs++;
        assertThat(rules.isDue()).isTrue();
        arrange();
        assertThat(brought).containsExactly(RULES);
        assertThat(rules.fault()).isNull();
    }

    @Test
    void refusedTwiceWaitsAnotherMinute() {
        refuses = true;
        arrange();
        nowNs = TimeUnit.SECONDS.toNanos(60);
        arrange();
        assertThat(rules.isDue()).isFalse();
        nowNs += TimeUnit.SECONDS.toNanos(60);
        assertThat(rules.isDue()).isTrue();
    }

    /** So that the rules come back when they were there before, too. */
    @Test
    void othersThatAreRefusedLeaveNone() {
        arrange();
        refuses = true;
        rules.arrange(() -> List.of(TABLE, TABLE));
        assertThat(brought).endsWith(List.of());
        refuses = false;
        nowNs = TimeUnit.SECONDS.toNanos(60);
        arrange();
        assertThat(brought).endsWith(RULES);
    }
}
