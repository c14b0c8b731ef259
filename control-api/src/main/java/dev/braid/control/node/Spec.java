package dev.braid.control.node;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.braid.control.web.Names;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What people want of a node. What is left out is filled in, so that two ways to say the same are equal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Spec.Edge.class, name = "edge"),
    @JsonSubTypes.Type(value = Spec.Hub.class, name = "hub")
})
@Schema(
        name = "NodeSpec",
        oneOf = {Spec.Edge.class, Spec.Hub.class},
        discriminatorProperty = "kind",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "edge", schema = Spec.Edge.class),
            @DiscriminatorMapping(value = "hub", schema = Spec.Hub.class)
        })
public sealed interface Spec {
    @JsonIgnore
    Kind kind();

    /** Whose traffic goes through the tunnel: what comes from the LAN, the edge's own too, or nobody's. */
    enum Traffic {
        @JsonProperty("lan")
        LAN,
        @JsonProperty("all")
        ALL,
        @JsonProperty("none")
        NONE
    }

    @Schema(name = "Lan")
    record Lan(
            @Schema(example = "[\"eth0\"]") @Size(max = 16)
            List<@NotNull @Pattern(regexp = Names.INTERFACE, message = Names.INTERFACE_MESSAGE) String> interfaces,

            @Schema(defaultValue = "lan") Traffic traffic,

            @Schema(
                    example = "[\"192.168.10.0/24\"]",
                    description = "Networks behind the edge that the hub routes to it")
            @Size(max = 64)
            List<@NotNull @Size(max = 50) String> prefixes) {
        static final Lan NONE = new Lan(List.of(), Traffic.LAN, List.of());

        public Lan {
            interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
            traffic = traffic == null ? Traffic.LAN : traffic;
            prefixes = prefixes == null ? List.of() : List.copyOf(prefixes);
        }
    }

    @Schema(name = "TunnelSpec")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tunnel(
            @Schema(defaultValue = "1500") @Min(1280) @Max(9000)
            Integer mtuBytes,

            @Schema(defaultValue = "4", description = "Connections that packets are spread over; an edge's choice")
            @Min(1)
            @Max(16)
            Integer carriers) {
        static final Tunnel DEFAULT = new Tunnel(1500, 4);

        public Tunnel {
            mtuBytes = mtuBytes == null ? 1500 : mtuBytes;
            carriers = carriers == null ? 4 : carriers;
        }
    }

    /** TCP connections on carriers of their own, where nothing waits for anything else. */
    @Schema(name = "StreamsSpec")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Streams(
            @Schema(defaultValue = "true", description = "false leaves all TCP to the packet lane")
            Boolean enabled,

            @Schema(example = "[\"10.20.0.0/16\"]", description = "Destinations that stay on the packet lane")
            @Size(max = 64)
            List<@NotNull @Size(max = 50) String> exceptPrefixes,

            @Schema(
                    example = "[\"5060-5061\"]",
                    description = "Destination ports that stay on the packet lane, such as 22 or 5000-5010")
            @Size(max = 64)
            List<
                            @NotNull
                            @Pattern(
                                    regexp = "[0-9]{1,5}(-[0-9]{1,5})?",
                                    message = "must be a port or a range of ports")
                            String>
                    exceptPorts,

            @Schema(defaultValue = "16", description = "Kept ready beyond those in use; an edge's choice")
            @Min(1)
            @Max(256)
            Integer spareCarriers,

            @Schema(defaultValue = "2048", description = "Of the pool; an edge's choice") @Min(1) @Max(16384)
            Integer maxCarriers,

            @Schema(defaultValue = "4096", description = "At once with one peer, in each direction") @Min(1) @Max(65536)
            Integer maxFlows,

            @Schema(defaultValue = "7440", description = "A connection that is silent for longer is reset")
            @Min(60)
            @Max(604800)
            Integer idleSeconds) {
        static final Streams DEFAULT = new Streams(true, List.of(), List.of(), 16, 2_048, 4_096, 7_440);

        public Streams {
            NodeSpec.Streams usual = NodeSpec.Streams.DEFAULTS;
            enabled = enabled == null || enabled;
            exceptPrefixes = exceptPrefixes == null ? List.of() : List.copyOf(exceptPrefixes);
            exceptPorts = exceptPorts == null ? List.of() : List.copyOf(exceptPorts);
            spareCarriers = spareCarriers == null ? (Integer) usual.spareCarriers() : spareCarriers;
            maxCarriers = maxCarriers == null ? (Integer) usual.maxCarriers() : maxCarriers;
            maxFlows = maxFlows == null ? (Integer) usual.maxFlows() : maxFlows;
            idleSeconds = idleSeconds == null ? (Integer) usual.idleSeconds() : idleSeconds;
        }

        /** In the node's words; {@link SpecCheck} has seen to it that all can be read. */
        NodeSpec.Streams asked() {
            return new NodeSpec.Streams(
                    enabled,
                    exceptPrefixes.stream().map(Prefix::parse).toList(),
                    exceptPorts.stream().map(Streams::ports).toList(),
                    spareCarriers,
                    maxCarriers,
                    maxFlows,
                    idleSeconds);
        }

        static NodeSpec.PortRange ports(String text) {
            String[] ends = text.split("-", -1);
            return new NodeSpec.PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }
    }

    /**
     * What people want of an edge.
     *
     * @param hubs in the order of preference
     * @param reaches edges it may talk to through the hub
     * @param grants networks behind the hub that it may talk to
     */
    @Schema(name = "EdgeSpec")
    record Edge(
            @Schema(example = "[\"fra\"]") @Size(max = 8)
            List<@NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String> hubs,

            @Valid Lan lan,

            @Schema(example = "[]") @Size(max = 1000)
            List<@NotNull @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) String> reaches,

            @Schema(
                    example = "[\"198.51.100.0/24\"]",
                    description =
                            "Networks behind the hub, beside the Internet, that its LAN's TCP connections may reach"
                                    + " under their own addresses")
            @Size(max = 64)
            List<@NotNull @Size(max = 50) String> grants,

            @Valid Tunnel tunnel,

            @Valid Streams streams)
            implements Spec {
        public Edge {
            hubs = hubs == null ? List.of() : List.copyOf(hubs);
            lan = lan == null ? Lan.NONE : lan;
            reaches = reaches == null ? List.of() : List.copyOf(reaches);
            grants = grants == null ? List.of() : List.copyOf(grants);
            tunnel = tunnel == null ? Tunnel.DEFAULT : tunnel;
            streams = streams == null ? Streams.DEFAULT : streams;
        }

        @Override
        public Kind kind() {
            return Kind.EDGE;
        }
    }

    /**
     * What people want of a hub.
     *
     * @param publicAddress where edges reach it: an address or a DNS name
     * @param innerNetworks its own address in each network of the tunnels, {@code 10.77.0.1/16}
     */
    @Schema(name = "HubSpec")
    record Hub(
            @Schema(example = "192.0.2.1")
            @Pattern(regexp = "[A-Za-z0-9.:-]{1,253}", message = "must be an address or a DNS name")
            String publicAddress,

            @Schema(defaultValue = "7070") @Min(1) @Max(65535)
            Integer port,

            @Schema(example = "[\"10.77.0.1/16\"]") @Size(max = 2)
            List<@NotNull @Size(max = 50) String> innerNetworks,

            @Schema(defaultValue = "true", description = "Whether edges reach the Internet under the hub's address")
            Boolean masquerade,

            @Valid Tunnel tunnel,

            @Valid Streams streams)
            implements Spec {
        public Hub {
            publicAddress = publicAddress == null ? "" : publicAddress;
            port = port == null ? 7070 : port;
            innerNetworks = innerNetworks == null ? List.of("10.77.0.1/16") : List.copyOf(innerNetworks);
            masquerade = masquerade == null || masquerade;
            tunnel = tunnel == null ? Tunnel.DEFAULT : tunnel;
            streams = streams == null ? Streams.DEFAULT : streams;
        }

        @Override
        public Kind kind() {
            return Kind.HUB;
        }
    }
}
