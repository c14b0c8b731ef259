package dev.braid.node.agent;

import java.io.IOException;
import java.io.Serial;

/** The control plane answered, and refused. */
public final class SessionException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final int status;

    SessionException(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** {@link dev.braid.node.contract.SessionMessage.RefusalCode} in small letters, or "" for a stranger's answer. */
    public String code() {
        return code;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
