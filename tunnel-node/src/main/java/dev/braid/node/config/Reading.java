package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec;
import java.util.List;

/** What became of a configuration file. Problems are in the order of the file. */
public sealed interface Reading {
    List<Problem> problems();

    /** A node can be made; what problems there are, are warnings. */
    record Accepted(NodeSpec spec, List<Problem> problems) implements Reading {}

    /** At least one of the problems is an error. */
    record Refused(List<Problem> problems) implements Reading {}
}
