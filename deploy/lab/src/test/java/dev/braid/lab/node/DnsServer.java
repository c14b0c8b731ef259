package dev.braid.lab.node;

import dev.braid.lab.InHost;
import dev.braid.lab.Lab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;

/** Answers every question for an address with 192.0.2.53, RFC 1035, from a host of the lab. */
final class DnsServer implements AutoCloseable {
    static final String ANSWER = "192.0.2.53";
    private static final int HEADER_BYTES = 12;
    /** The name by a pointer to the question's, type A, class IN, 60 s, four bytes. */
    private static final byte[] RECORD = {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 53};

    private final DatagramChannel channel;

    private DnsServer(DatagramChannel channel) {
        this.channel = channel;
    }

    static DnsServer start(Lab lab, String host) throws IOException {
        DatagramChannel channel =
                InHost.call(lab, host, () -> DatagramChannel.open().bind(new InetSocketAddress("::", 53)));
        Thread.ofPlatform().daemon().name("dns-" + host).start(() -> serve(channel));
        return new DnsServer(channel);
    }

    private static void serve(DatagramChannel channel) {
        ByteBuffer packet = ByteBuffer.allocate(512);
        while (true) {
            try {
                var from = channel.receive(packet.clear());
                channel.send(answer(packet.flip()), from);
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The question as it came, without the client's additional records, and one answer. */
    private static ByteBuffer answer(ByteBuffer question) {
        int end = HEADER_BYTES;
        while (question.get(end) != 0) {
            end += question.get(end) + 1;
        }
        end += 5;
        ByteBuffer answer = ByteBuffer.allocate(end + RECORD.length).put(question.slice(0, end));
        answer.put(2, (byte) 0x81).put(3, (byte) 0x80).putShort(4, (short) 1).putShort(6, (short) 1);
        answer.putShort(8, (short) 0).putShort(10, (short) 0);
        return answer.put(RECORD).flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
