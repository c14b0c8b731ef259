package dev.braid.node.identity;

import dev.braid.node.contract.NodeSpec;
import java.nio.file.Path;

/** The identity files in a directory under the names that {@code pki issue --out} gives them. */
final class TestFiles {
    private TestFiles() {}

    static NodeSpec.Identity in(Path directory) {
        return new NodeSpec.Identity(
                directory.resolve("node.crt"),
                directory.resolve("node.key"),
                directory.resolve("ca.crt"),
                directory.resolve("ca.crl"));
    }
}
