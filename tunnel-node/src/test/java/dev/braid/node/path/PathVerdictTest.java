package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.path.PathVerdict.Reason;
import org.junit.jupiter.api.Test;

class PathVerdictTest {
    @Test
    void aDoubtfulPathIsStillUsed() {
        assertThat(PathVerdict.UP.isUsed()).isTrue();
        assertThat(PathVerdict.SUSPECT.isUsed()).isTrue();
    }

    @Test
    void whatIsDownOrWaitsIsNotUsed() {
        assertThat(PathVerdict.down(Reason.FLAPPING).isUsed()).isFalse();
        assertThat(PathVerdict.standby(null).isUsed()).isFalse();
    }
}
