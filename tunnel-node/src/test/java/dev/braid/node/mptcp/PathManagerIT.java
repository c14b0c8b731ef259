package dev.braid.node.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.InNamespace;
import org.junit.jupiter.api.Test;

class PathManagerIT {
    private interface Body {
        void run(PathManager pathManager) throws Exception;
    }

    private static void withPathManager(Body body) throws Exception {
        InNamespace.run(() -> {
            try (PathManager pathManager = PathManager.open()) {
                body.run(pathManager);
            }
        });
    }

    @Test
    void keepsEndpointsOfBothFamilies() throws Exception {
        withPathManager(pathManager -> {
            Endpoint v4 = new Endpoint(7, Prefix.literal("10.0.0.2"), 1, Endpoint.FLAG_SUBFLOW);
            Endpoint v6 = new Endpoint(200, Prefix.literal("fd00::2"), 0, Endpoint.FLAG_SUBFLOW | Endpoint.FLAG_BACKUP);
            pathManager.add(v4);
            pathManager.add(v6);
            assertThat(pathManager.endpoints()).containsExactlyInAnyOrder(v4, v6);
            pathManager.delete(7, v4.address());
            assertThat(pathManager.endpoints()).containsExactly(v6);
        });
    }

    @Test
    void makesAnEndpointBackupAndBack() throws Exception {
        withPathManager(pathManager -> {
            pathManager.add(new Endpoint(7, Prefix.literal("10.0.0.2"), 0, Endpoint.FLAG_SUBFLOW));
            pathManager.setFlags(7, Endpoint.FLAG_BACKUP);
            assertThat(pathManager.endpoints())
                    .extracting(Endpoint::flags)
                    .containsExactly(Endpoint.FLAG_SUBFLOW | Endpoint.FLAG_BACKUP);
            pathManager.setFlags(7, 0);
            assertThat(pathManager.endpoints()).extracting(Endpoint::flags).containsExactly(Endpoint.FLAG_SUBFLOW);
        });
    }

    @Test
    void namesTheEndpointThatIsThereAlready() throws Exception {
        withPathManager(pathManager -> {
            Endpoint endpoint = new Endpoint(7, Prefix.literal("10.0.0.2"), 0, Endpoint.FLAG_SUBFLOW);
            pathManager.add(endpoint);
            assertThatThrownBy(() -> pathManager.add(endpoint))
                    .hasMessageContaining("add mptcp endpoint 10.0.0.2 id 7")
                    .extracting(refused -> ((ErrnoException) refused).errno())
                    .isIn(Errno.EEXIST, Errno.EBUSY);
        });
    }

    @Test
    void setsLimits() throws Exception {
        withPathManager(pathManager -> {
            assertThat(pathManager.limits()).isNotEqualTo(new Limits(8, 5));
            pathManager.setLimits(new Limits(8, 5));
            assertThat(pathManager.limits()).isEqualTo(new Limits(8, 5));
            assertThatThrownBy(() -> pathManager.setLimits(new Limits(9, 5)))
                    .hasMessageContaining("set mptcp limits subflows 9")
                    .hasMessageContaining("EINVAL");
        });
    }
}
