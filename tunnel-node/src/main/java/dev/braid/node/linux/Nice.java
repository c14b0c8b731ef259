package dev.braid.node.linux;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts threads that others wait for before whatever else the machine does, a JVM's compilers included: what the kernel forwards waits for
 * no program either.
 */
public final class Nice {
    /** About nine times the processor of a thread that nobody has preferred, where both want it (nice(1)). */
    private static final int VALUE = -10;

    private static final Logger log = LoggerFactory.getLogger(Nice.class);

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private Nice() {}

    /** Prefers the calling thread; without the right to it all stays as it was. Answers whether it is preferred. */
    public static boolean prefer() {
        int result = Libc.setpriority(Libc.PRIO_PROCESS, 0, VALUE);
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
