package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec.Identity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a joined node decides for itself, and no control plane: keys of the configuration file that mean this machine.
 *
 * @param metrics null for no listener
 */
public record Local(
        String name,
        Identity identity,
        String device,
        Path stateDirectory,
        Path statusSocket,
        @Nullable InetSocketAddress metrics) {}
