package dev.braid.node.linux;

import java.io.IOException;

/** A system call that failed where its resource is owned: the call as a person would write it, and its errno. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    public ErrnoException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** Positive, see {@link Errno}. */
    public int errno() {
        return errno;
    }
}
