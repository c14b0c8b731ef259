package dev.braid.control.node;

import dev.braid.control.store.Revision;

/** For rooms that keep something of a node: called in the transaction that deletes it. */
public interface NodeRemoval {
    void removing(String node, Revision revision);
}
