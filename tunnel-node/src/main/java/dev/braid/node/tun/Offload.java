package dev.braid.node.tun;

import java.util.Collection;

/** What the kernel may leave to us when it hands over a packet; TUN_F_* of linux/if_tun.h. */
public enum Offload {
    /** Checksums may be unfinished. */
    CSUM(0x01),
    TSO4(0x02),
    TSO6(0x04),
    /** UDP segmentation, both families, since Linux 6.2. */
    USO4(0x20),
    USO6(0x40);

    private final int flag;

    Offload(int flag) {
        this.flag = flag;
    }

    static int flags(Collection<Offload> offloads) {
        return offloads.stream().mapToInt(o -> o.flag).reduce(0, (a, b) -> a | b);
    }
}
