package dev.braid.node.lane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Frame;
import dev.braid.node.carrier.TestCarrier;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A peer between sockets that are real; the LAN hosts and the hub are the test:
 *
 * <pre>
 *   client == TCP ==> accepted, take -> StreamPeer -> StreamCarrier == TCP, frames in the clear ==> Far
 * </pre>
 */
final class StreamGround {
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.80"), 443);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int DEADLINE_MS = 10_000;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    final EventLoop loop = group.next();
    private final StreamLane lane = new StreamLane(List.of(loop), TimeUnit.MINUTES.toNanos(5));
    private final BlockingQueue<EpollSocketChannel> accepted = new LinkedBlockingQueue<>();
    private final EpollServerSocketChannel lan = new EpollServerSocketChannel();
    private final ServerSocket hub = new ServerSocket(0, 16, LOOPBACK);
    private final List<AutoCloseable> sockets = new ArrayList<>();
    private int lastPort;

    StreamGround() throws IOException {
        lan.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                accepted.add((EpollSocketChannel) message);
            }
        });
        loop.register(lan).syncUninterruptibly();
        lan.bind(new InetSocketAddress(LOOPBACK, 0)).syncUninterruptibly();
    }

    private static final class Watcher implements StreamPeer.Watcher {
        @Override
        public void gone(Carrier carrier, CarrierEnd end) {}

        @Override
        public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {}

        @Override
        public void taken() {}
    }

    private static final class NoAccess implements Access {
        @Override
        public Refused refuse(InetAddress destination, InetAddress source) {
            return Refused.NOT_GRANTED;
        }

        @Override
        public boolean keepsSource(InetAddress destination, InetAddress source) {
            return false;
        }
    }

    void close() throws Exception {
        lane.close();
        for (AutoCloseable socket : sockets) {
            socket.close();
        }
        hub.close();
        lan.close().syncUninterruptibly();
        group.shutdownGracefully(0, DEADLINE_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    StreamPeer peer(int maxFlows) {
        return lane.addPeer("fra", List.of(), maxFlows, new NoAccess(), new Watcher());
    }

    /** A carrier and its other end. */
    record Far(Carrier carrier, Socket socket) {
        void send(int type) throws IOException {
            new DataOutputStream(socket.getOutputStream()).writeInt(Frame.header(type, 0));
        }

        /** The server has reset its first flow. */
        void breakOff() throws IOException {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(Frame.header(Frame.RESET, 5));
            out.writeInt(1);
            out.writeByte(Refused.RESET.code());
        }

        /** The next frame that is about a flow; of OPEN and RESET the payload. */
        ByteBuf await(int type) throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int header = in.readInt();
                byte[] payload = in.readNBytes(header & 0xFF_FFFF);
                if (Frame.type(header) == type) {
                    return Unpooled.wrappedBuffer(payload);
                }
                assertThat(Frame.type(header)).isEqualTo(Frame.PING);
            }
        }

        /** Whose flow it is now: the port of the client. */
        int openedBy() throws IOException {
            ByteBuf payload = await(Frame.OPEN);
            Open open = Open.read(payload, 0, payload.readableBytes());
            if (open == null) {
                throw new AssertionError("not an OPEN");
            }
            assertThat(open.destination()).isEqualTo(SERVER);
            return open.source().getPort();
        }
    }

    /** @param port names the connection */
    record Client(Socket socket, EpollSocketChannel taken, InetAddress host, int port) {
        boolean isReset() {
            try {
                socket.getInputStream().read();
                return false;
            } catch (SocketException e) {
                return true;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    Far carrier(StreamPeer peer) throws Exception {
        EpollSocketChannel channel = new EpollSocketChannel();
        loop.register(channel).syncUninterruptibly();
        channel.connect(hub.getLocalSocketAddress()).syncUninterruptibly();
        Socket far = hub.accept();
        far.setSoTimeout(DEADLINE_MS);
        sockets.add(far);
        Carrier carrier = loop.submit(() -> {
                    Carrier up = TestCarrier.on(channel);
                    peer.add(up, true);
                    return up;
                })
                .get();
        return new Far(carrier, far);
    }

    List<Far> carriers(StreamPeer peer, int count) throws Exception {
        List<Far> carriers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            carriers.add(carrier(peer));
        }
        return carriers;
    }

    /** A LAN host has connected; nobody has taken it yet. */
    Client client(InetAddress host) throws Exception {
        Socket socket = new Socket(LOOPBACK, lan.localAddress().getPort());
        socket.setSoTimeout(DEADLINE_MS);
        sockets.add(socket);
        EpollSocketChannel tcp = accepted.poll(DEADLINE_MS, TimeUnit.MILLISECONDS);
        if (tcp == null) {
            throw new AssertionError("nothing was accepted");
        }
        Origin.configure(tcp);
        return new Client(socket, tcp, host, ++lastPort);
    }

    Client take(StreamPeer peer, InetAddress host) throws Exception {
        Client client = client(host);
        take(peer, client);
        return client;
    }

    static void take(StreamPeer peer, Client client) {
        peer.take(client.taken(), SERVER, new InetSocketAddress(client.host(), client.port()));
    }

    List<Client> take(StreamPeer peer, InetAddress host, int count) throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(take(peer, host));
        }
        return clients;
    }

    static void await(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMillis(DEADLINE_MS).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(1);
        }
    }
}
