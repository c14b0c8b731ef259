package dev.braid.node.host;

import java.io.IOException;

/** The machine is not, or cannot be brought, as a node needs it. The message says what is at fault and what to do about it. */
public final class HostException extends IOException {
    private static final long serialVersionUID = 1;

    public HostException(String message) {
        super(message);
    }

    public HostException(String message, Throwable cause) {
        super(message, cause);
    }

    static HostException withoutRights(IOException refusal) {
        return new HostException(
                refusal.getMessage() + "; braid-node needs CAP_NET_ADMIN (systemd: AmbientCapabilities=CAP_NET_ADMIN)",
                refusal);
    }
}
