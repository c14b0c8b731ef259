package dev.braid.node;

import dev.braid.node.linux.Libc;
import io.netty.handler.ssl.OpenSsl;
import java.util.List;

/** What the start of every node needs late and takes long to load, loaded beside what comes first. Whoever needs it sooner waits for it. */
final class HeadStart {
    private static final int NO_DESCRIPTOR = -1;

    private HeadStart() {}

    /** Begins, if {@code arguments} start a node; there is nothing to wait for. */
    static void of(String[] arguments) {
        if (arguments.length > 0 && List.of("run", "join").contains(arguments[0])) {
            begin("braid-load-calls", () -> Libc.close(NO_DESCRIPTOR)); // Links all calls, this one fails.
            begin("braid-load-tls", OpenSsl::isAvailable); // Unpacks and binds the native library.
        }
    }

    private static void begin(String name, Runnable load) {
        Thread.ofPlatform().name(name).daemon().start(load);
    }
}
