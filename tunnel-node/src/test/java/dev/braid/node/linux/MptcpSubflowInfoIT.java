package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.Prefix;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Limits;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.PathManager;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MptcpSubflowInfoIT {
    private static final int TCPI_SND_MSS = 16;

    /** Linux before 6.5 has only the second way; both must say the same. */
    @Test
    void bothWaysAgreeOnTwoSubflows() throws Exception {
        InNamespace.run(() -> {
            try (Rtnetlink rtnetlink = Rtnetlink.open();
                    PathManager pathManager = PathManager.open();
                    Arena arena = Arena.ofConfined()) {
                for (String address : List.of("10.1.0.1/32", "10.1.0.2/32", "10.2.0.1/32")) {
                    rtnetlink.addAddress(1, Prefix.parse(address));
                }
                pathManager.setLimits(new Limits(8, 8));
                pathManager.add(new Endpoint(5, Prefix.literal("10.1.0.2"), 0, Endpoint.FLAG_SUBFLOW));
                InetSocketAddress server = new InetSocketAddress(Prefix.literal("10.2.0.1"), 7070);
                int listener = MptcpSocket.listen(server, 8);
                int client = MptcpSocket.openStream(false);
                MptcpSocket.bindSource(client, Prefix.literal("10.1.0.1"));
                Sockets.connect(client, server);
                InNamespace.awaitReadable(listener);
                int accepted = Libc.accept4(listener, 0);
                MemorySegment word = arena.allocate(4);
                say(client, accepted, word);
                say(accepted, client, word);
                awaitTwoSubflows(client);

                List<MptcpSubflowInfo> one = Objects.requireNonNull(MptcpSubflowInfo.readAtOnce(arena, client));
                List<MptcpSubflowInfo> other = Objects.requireNonNull(MptcpSubflowInfo.readInTwo(arena, client));
                assertThat(one).hasSize(2);
                assertThat(other).hasSize(2);
                for (int i = 0; i < 2; i++) {
                    assertThat(other.get(i).local()).isEqualTo(one.get(i).local());
                    assertThat(other.get(i).remote()).isEqualTo(server);
                    assertThat(other.get(i).tcpInfo().get(0)).as("established").isEqualTo((byte) 1);
                    assertThat(other.get(i).tcpInfo().getInt(TCPI_SND_MSS))
                            .isPositive()
                            .isEqualTo(one.get(i).tcpInfo().getInt(TCPI_SND_MSS));
                    assertThat(other.get(i).tcpInfo().limit())
                            .isEqualTo(one.get(i).tcpInfo().limit());
                }
                List.of(client, accepted, listener).forEach(Libc::close);
            }
        });
    }

    private static void say(int from, int to, MemorySegment word) {
        word.fill((byte) 1);
        assertThat(Libc.poll(from, Libc.POLLOUT, 5_000)).isEqualTo(1);
        assertThat(Libc.write(from, word, 4)).isEqualTo(4);
        InNamespace.awaitReadable(to);
        assertThat(Libc.read(to, word, 4)).isEqualTo(4);
        assertThat(word.get(JAVA_BYTE, 0)).isEqualTo((byte) 1);
    }

    private static void awaitTwoSubflows(int fd) {
        long deadlineNs = System.nanoTime() + 5_000_000_000L;
        while (MptcpSocket.subflows(fd).stream().filter(s -> s.state() == 1).count() < 2) {
            assertThat(System.nanoTime()).as("a second subflow in time").isLessThan(deadlineNs);
            Thread.onSpinWait();
        }
    }
}
