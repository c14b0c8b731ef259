package dev.braid.node.linux;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts threads that others wait for before whatever else the machine does, a JVM's compilers included: what the kernel forwards waits for
 * no program either.
 */
public final class Nice {
    /** About nine times the processor of a thread that nobody has preferred, where both want it (nice(1)). */
    private static final int VALUE = -10;

    private static final int CALLER = 0;
    private static final Path THREADS = Path.of("/proc/self/task");
    /** HotSpot's names: the first does what the serial collector does, the others work in pauses. */
    private static final Pattern COLLECTOR = Pattern.compile("VM Thread|GC Thread");

    private static final Logger log = LoggerFactory.getLogger(Nice.class);

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private Nice() {}

    /** Prefers the calling thread; without the right to it all stays as it was. Answers whether it is preferred. */
    public static boolean prefer() {
        return prefer(CALLER);
    }

    /**
     * Prefers the JVM's own threads that all others wait for while they collect. A collection of 3 ms took up to 60 on a machine at its
     * limit: the preferred threads stood still until one that nobody had preferred got its turn.
     */
    public static void preferCollector() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                preferCollector(thread);
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("The collector has no precedence");
        }
    }

    private static void preferCollector(Path thread) {
        try {
            if (COLLECTOR.matcher(Files.readString(thread.resolve("comm"))).lookingAt()) {
                prefer(Integer.parseInt(thread.getFileName().toString()));
            }
        } catch (IOException e) {
            log.atTrace().log("A thread has ended meanwhile");
        }
    }

    private static boolean prefer(int thread) {
        int result = Libc.setpriority(Libc.PRIO_PROCESS, thread, VALUE);
        if (result < 0 && SAID.compareAndSet(false, true)) {
            log.atInfo()
                    .addKeyValue("reason", Errno.describe(-result))
                    .log(
                            "Packets have no precedence on this machine's processors: give CAP_SYS_NICE, or systemd: LimitNICE="
                                    + VALUE);
        }
        return result == 0;
    }
}
