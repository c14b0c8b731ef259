package dev.braid.node;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** What a LAN does all day, in a second: a question and its answer at a time, an upload, a download. */
final class TrainingTraffic {
    /** Left to the packet lane by the edge's configuration. */
    static final int PACKET_LANE_PORT = 7;

    private static final int ANY_PORT = 0;
    private static final int QUESTIONS = 2_000;
    private static final int QUESTION_BYTES = 64;
    private static final long BULK_BYTES = 200_000_000;
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int PATIENCE_MS = (int) TimeUnit.SECONDS.toMillis(20);

    private TrainingTraffic() {}

    /** Between the edge and a server behind the hub: datagrams, then TCP by either lane. */
    static void exchange(TrainingGround ground) throws Exception {
        InetAddress address = InetAddress.ofLiteral(TrainingGround.SERVER_ADDRESS);
        try (DatagramSocket echo = ground.atServer(() -> new DatagramSocket(0, address))) {
            Thread.ofPlatform().daemon().start(() -> unlessClosed(() -> answer(echo)));
            ground.atEdge(() -> ask(echo));
        }
        for (int port : new int[] {PACKET_LANE_PORT, ANY_PORT}) {
            try (ServerSocket bulk = ground.atServer(() -> new ServerSocket(port, 1, address))) {
                Thread.ofPlatform().daemon().start(() -> unlessClosed(() -> serve(bulk)));
                ground.atEdge(() -> load(bulk));
            }
        }
    }

    private static void answer(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[QUESTION_BYTES], QUESTION_BYTES);
        while (true) {
            socket.receive(packet);
            socket.send(packet);
        }
    }

    private static int ask(DatagramSocket whom) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MS);
            DatagramPacket packet =
                    new DatagramPacket(new byte[QUESTION_BYTES], QUESTION_BYTES, whom.getLocalSocketAddress());
            for (int i = 0; i < QUESTIONS; i++) {
                socket.send(packet);
                socket.receive(packet);
            }
            return QUESTIONS;
        }
    }

    /** Takes one upload and gives as much back. */
    private static void serve(ServerSocket server) throws IOException {
        try (Socket socket = server.accept()) {
            receive(socket);
            send(socket);
        }
    }

    private static long load(ServerSocket whom) throws IOException {
        try (Socket socket = new Socket(whom.getInetAddress(), whom.getLocalPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            send(socket);
            return receive(socket);
        }
    }

    private static void send(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] chunk = new byte[CHUNK_BYTES];
        for (long sent = 0; sent < BULK_BYTES; sent += CHUNK_BYTES) {
            out.write(chunk);
        }
    }

    private static long receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] chunk = new byte[CHUNK_BYTES];
        long received = 0;
        for (; received < BULK_BYTES; received += CHUNK_BYTES) {
            in.readFully(chunk);
        }
        return received;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Closing the socket is how its server is ended; what goes wrong otherwise shows at the other end. */
    private static void unlessClosed(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            // said above
        }
    }
}
