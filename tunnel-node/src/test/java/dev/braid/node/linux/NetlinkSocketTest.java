package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A socket whose kernel is the test: its answers lie ready before the question is asked. */
class NetlinkSocketTest {
    private static final int TYPE = 100;

    private NetlinkSocket socket;
    private int kernel;

    @BeforeEach
    void open() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(8, 4);
            Libc.check("socketpair", Libc.socketpair(Libc.AF_UNIX, Libc.SOCK_SEQPACKET, 0, ends));
            socket = new NetlinkSocket(ends.get(JAVA_INT, 0));
            kernel = ends.get(JAVA_INT, 4);
        }
    }

    @AfterEach
    void close() {
        socket.close();
        Libc.close(kernel);
    }

    @Test
    void readsADumpToItsEnd() throws ErrnoException {
        answer(value(1, 0, 10), value(1, 0, 11));
        answer(value(1, 0, 12));
        answer(done(1, 0));
        assertThat(dump()).containsExactly(10, 11, 12);
    }

    @Test
    void asksAgainWhenADumpWasTorn() throws ErrnoException {
        answer(value(1, 0, 10), value(1, NetlinkMessage.F_DUMP_INTR, 11), done(1, 0));
        answer(value(2, 0, 20), done(2, 0));
        assertThat(dump()).containsExactly(20);
    }

    @Test
    void asksAgainWhenOnlyTheEndSaysThatTheDumpWasTorn() throws ErrnoException {
        answer(value(1, 0, 10), done(1, NetlinkMessage.F_DUMP_INTR));
        answer(value(2, 0, 20), done(2, 0));
        assertThat(dump()).containsExactly(20);
    }

    @Test
    void givesUpOnATableThatNeverHoldsStill() {
        for (int sequence = 1; sequence <= 20; sequence++) {
            answer(done(sequence, NetlinkMessage.F_DUMP_INTR));
        }
        assertThatThrownBy(this::dump).hasMessageContaining("list things").hasMessageContaining("EBUSY");
    }

    @Test
    void ignoresAnswersToAnotherQuestion() throws ErrnoException {
        answer(value(77, 0, 9), done(77, 0));
        answer(value(1, 0, 10), done(1, 0));
        assertThat(dump()).containsExactly(10);
    }

    @Test
    void makesRoomForADatagramLargerThanItsBuffer() throws ErrnoException {
        int count = 5_000;
        byte[][] values = new byte[count + 1][];
        for (int i = 0; i < count; i++) {
            values[i] = value(1, 0, i);
        }
        values[count] = done(1, 0);
        answer(values);
        assertThat(dump()).hasSize(count);
    }

    @Test
    void throwsTheErrorADumpEndsWith() {
        answer(value(1, 0, 10), message(NetlinkMessage.DONE, 0, 1, -Errno.ENOMEM));
        assertThatThrownBy(this::dump).hasMessageContaining("list things").hasMessageContaining("ENOMEM");
    }

    @Test
    void takesAnErrorOfZeroForAnAcknowledgement() throws ErrnoException {
        answer(message(NetlinkMessage.ERROR, 0, 1, 0));
        socket.execute("change a thing", new NetlinkRequest(TYPE, 0));
    }

    @Test
    void drainsAllThatWaitsAndNoMore() {
        answer(value(0, 0, 1));
        answer(value(0, 0, 2), value(0, 0, 3));
        List<Integer> heard = new ArrayList<>();
        assertThat(socket.drain(message -> heard.add(message.u32(0)))).isTrue();
        assertThat(heard).containsExactly(1, 2, 3);
        assertThat(socket.drain(message -> heard.add(-1))).isTrue();
        assertThat(heard).hasSize(3);
    }

    private List<Integer> dump() throws ErrnoException {
        NetlinkRequest request = new NetlinkRequest(TYPE, NetlinkRequest.F_DUMP);
        return socket.query("list things", request, (message, out) -> out.accept(message.u32(0)));
    }

    private static byte[] value(int sequence, int flags, int value) {
        return message(TYPE, flags, sequence, value);
    }

    private static byte[] done(int sequence, int flags) {
        return message(NetlinkMessage.DONE, flags, sequence, 0);
    }

    private static byte[] message(int type, int flags, int sequence, int value) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putInt(20)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0)
                .putInt(value)
                .array();
    }

    private void answer(byte[]... messages) {
        ByteBuffer datagram = ByteBuffer.allocate(20 * messages.length);
        for (byte[] message : messages) {
            datagram.put(message);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, datagram.array());
            assertThat(Libc.send(kernel, bytes, bytes.byteSize(), Libc.MSG_DONTWAIT))
                    .isEqualTo(bytes.byteSize());
        }
    }
}
