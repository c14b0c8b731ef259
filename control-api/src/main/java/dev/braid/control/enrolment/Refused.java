package dev.braid.control.enrolment;

import dev.braid.node.contract.SessionMessage.RefusalCode;
import java.io.Serial;

/** A node is sent away, with a reason it can tell its person. */
public final class Refused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final RefusalCode code;

    public Refused(RefusalCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public RefusalCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
