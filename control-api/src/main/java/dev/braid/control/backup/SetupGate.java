package dev.braid.control.backup;

import org.jspecify.annotations.Nullable;

/** What a restore asks of the setup: on a fresh machine nobody can sign in yet. */
public interface SetupGate {
    boolean opens(@Nullable String setupToken);

    /** The setup is done, if it was not. */
    void close();
}
