/**
 * What a node is asked to be ({@link dev.braid.node.contract.NodeSpec}) and what it says of itself: records shared with
 * control-api, and their JSON. In: configuration or the control plane's answer. Out: plain immutable values. Any thread; no
 * bytes are held, and no secret is ever part of a record.
 */
@NullMarked
package dev.braid.node.contract;

import org.jspecify.annotations.NullMarked;
