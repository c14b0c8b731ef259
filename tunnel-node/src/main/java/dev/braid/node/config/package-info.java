/**
 * A person's YAML file becomes a {@link dev.braid.node.contract.NodeSpec}, or every problem in it at once.
 *
 * <p>In: the file's bytes and what this machine has ({@link dev.braid.node.config.Machine}). Out: {@link
 * dev.braid.node.config.Reading}, each problem with its line, field, message and remedy; nothing is opened or changed.
 * Thread: any, nothing is kept between calls. Bytes: the file's, read once and let go.
 *
 * <pre>
 *  bytes -> YamlText -> Section/Field (nodes with their lines) -> SharedReader, EdgeReader, HubReader -> NodeSpec
 *                             \__________ Values (numbers, names, addresses) ___/        HubCrossings: what must not overlap
 *                                          every step reports to Problems
 * </pre>
 *
 * <p>Inside this room the value after a problem is a harmless placeholder, so that reading can go on to the next problem; a
 * specification is only handed out when there was no error.
 */
@NullMarked
package dev.braid.node.config;

import org.jspecify.annotations.NullMarked;
