package dev.braid.node.config;

import java.nio.file.Path;

/**
 * What every step of one reading shares.
 *
 * @param directory where the file lies; relative paths in it start from here
 */
record Context(Problems problems, Keys keys, Machine machine, Path directory) {}
