package dev.braid.lab;

import java.io.IOException;
import java.util.concurrent.Callable;

/** Lets a test open sockets of its own in a host: they stay there when the thread that opened them is gone. */
public final class InHost {
    private InHost() {}

    public static <T> T call(Lab lab, String host, Callable<T> work) throws IOException {
        return Netns.call(lab.namespace(host), work);
    }
}
