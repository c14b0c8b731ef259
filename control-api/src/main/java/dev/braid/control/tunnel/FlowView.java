package dev.braid.control.tunnel;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What crosses a tunnel, by lane. No single connection of a user is shown; {@link ConnectionView} does that when asked.
 *
 * @param carriers connections that carry it
 * @param subflows of these, over all paths
 */
@Schema(name = "Flow")
record FlowView(
        @Schema(example = "packet") String lane,
        int carriers,
        int carriersUp,
        int subflows,

        @Schema(description = "On the wire, since the carriers that live began")
        long bytesSent,

        long bytesReceived) {}
