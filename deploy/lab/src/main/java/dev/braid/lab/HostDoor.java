package dev.braid.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/**
 * A port on this machine's loopback that leads to the same port on the loopback of a host of the lab, so that a browser here sees what is
 * there. One virtual thread for each direction of a connection.
 */
public final class HostDoor implements AutoCloseable {
    private final Lab lab;
    private final String host;
    private final InetSocketAddress inside;
    private final ServerSocket door;

    private HostDoor(Lab lab, String host, int port) throws IOException {
        this.lab = lab;
        this.host = host;
        inside = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        door = bind(port);
        Thread.ofVirtual().name("door").start(this::serve);
    }

    public static HostDoor open(Lab lab, String host, int port) throws IOException {
        return new HostDoor(lab, host, port);
    }

    /** The same as inside, or any when somebody has that. */
    public int port() {
        return door.getLocalPort();
    }

    private static ServerSocket bind(int port) throws IOException {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (java.net.BindException e) {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket outside = door.accept();
                Thread.ofVirtual().start(() -> join(outside));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void join(Socket outside) {
        try (outside;
                SocketChannel there = Netns.call(lab.namespace(host), () -> SocketChannel.open(inside))) {
            Thread back = Thread.ofVirtual().start(() -> {
                try {
                    Channels.newInputStream(there).transferTo(outside.getOutputStream());
                    outside.close();
                } catch (IOException e) {
                    // Either side has gone; so does the other.
                }
            });
            outside.getInputStream().transferTo(Channels.newOutputStream(there));
            there.shutdownOutput();
            back.join();
        } catch (IOException e) {
            // Either side has gone; so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
