package dev.braid.node.admin;

import java.util.List;

/** What a running node does when asked: {@code uplink disable lte} calls the verb {@code uplink} with the other two. */
@FunctionalInterface
public interface Verb {
    /**
     * Answers JSON, soon: other operators wait.
     *
     * @throws IllegalArgumentException for arguments it does not take; the message reaches the person who asked
     */
    String answer(List<String> arguments) throws Exception;
}
