package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CarrierDoorTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void whoKnocksBeforeAnybodyListensIsConnected() throws IOException {
        try (CarrierDoor door = CarrierDoor.open(free());
                Socket early = knock(door.at())) {
            assertThat(early.isConnected()).isTrue();
            Libc.close(door.take());
        }
    }

    @Test
    void whatKeepsItShutIsToldWhenItIsTaken() throws IOException {
        InetSocketAddress at = free();
        CarrierDoor door;
        try (ServerSocket other = new ServerSocket()) {
            other.bind(at);
            door = CarrierDoor.open(at);
            assertThatThrownBy(door::take)
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
        }
        Libc.close(door.take());
    }

    @Test
    void whatNobodyTookIsShutAtTheEnd() throws IOException {
        CarrierDoor door = CarrierDoor.open(free());
        knock(door.at()).close();
        door.close();
        assertThatThrownBy(() -> new Socket(LOOPBACK, door.at().getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, LOOPBACK)) {
            return (InetSocketAddress) any.getLocalSocketAddress();
        }
    }

    /** Until it is open. */
    private static Socket knock(InetSocketAddress at) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            try {
                return new Socket(LOOPBACK, at.getPort());
            } catch (ConnectException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
