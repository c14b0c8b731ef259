package dev.braid.node.admin;

import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.NodeStatus.Carrier;
import dev.braid.node.contract.NodeStatus.Path;
import dev.braid.node.contract.NodeStatus.State;
import dev.braid.node.contract.NodeStatus.Tunnel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A status for a terminal. With an earlier one of the same node it shows rates in between, else totals only.
 *
 * <pre>
 * home, edge, version 0.1.0, up 3 h 12 min
 *
 * tunnel fra: up for 3 h 12 min, inner addresses 10.77.0.2 fd77::2
 *   carried out 1.20 GB in 912345 packets, in 48.1 GB in 35123456 packets, waiting 0 B
 *
 *   PATH  STATE              RTT    JITTER  LOSS  SHARE  SENT     RECEIVED  SUBFLOWS  WINDOW  RETRANSMITS
 *   dsl   up                 21 ms  2.1 ms  0 %   66 %   12.3 GB  31.0 GB   4         120     17
 *   lte   down (no carrier)  -      0 %    ...
 * </pre>
 */
public final class StatusTable {
    /** Peers have a part in some of these words. */
    private static final Pattern SPEAKS_TO_TERMINAL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n]]");

    private static final List<String> FIGURES =
            List.of("RTT", "JITTER", "LOSS", "SHARE", "SENT", "RECEIVED", "SUBFLOWS", "WINDOW", "RETRANSMITS");

    private final NodeStatus now;
    private final @Nullable Earlier earlier;
    private final Instant clock;
    private final long nowNs;

    /**
     * What the same node said before.
     *
     * @param takenNs by the asker's {@link System#nanoTime}, because uptimes are whole seconds
     */
    public record Earlier(NodeStatus status, long takenNs) {}

    private StatusTable(NodeStatus now, @Nullable Earlier earlier, Instant clock, long nowNs) {
        this.nowNs = nowNs;
        this.now = now;
        this.earlier = earlier;
        this.clock = clock;
    }

    /**
     * Lays the status out, with rates when there is an earlier one.
     *
     * @param clock the time to count "up for" from
     * @param nowNs the time to divide rates by, on the clock of {@link Earlier#takenNs}
     */
    public static String render(NodeStatus now, @Nullable Earlier earlier, Instant clock, long nowNs) {
        return new StatusTable(now, earlier, clock, nowNs).render();
    }

    private String render() {
        StringBuilder text = new StringBuilder();
        text.append(now.name())
                .append(", ")
                .append(now.kind())
                .append(", version ")
                .append(now.version());
        text.append(", up ").append(Units.seconds(now.uptimeSeconds())).append("\n\n");
        text.append(
                now.tunnels().isEmpty()
                        ? "no tunnels\n"
                        : now.tunnels().stream().map(this::tunnel).collect(Collectors.joining("\n")));
        if (!now.refusedPackets().isEmpty()) {
            text.append("\nrefused packets: ")
                    .append(byReason(now.refusedPackets()))
                    .append('\n');
        }
        if (!now.warnings().isEmpty()) {
            text.append('\n');
            now.warnings()
                    .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        }
        return plain(text);
    }

    /** Without what a terminal would act on. */
    static String plain(CharSequence text) {
        return SPEAKS_TO_TERMINAL.matcher(text).replaceAll("?");
    }

    private String tunnel(Tunnel tunnel) {
        StringBuilder text = new StringBuilder();
        text.append("tunnel ").append(tunnel.peer()).append(": ").append(state(tunnel.state(), tunnel.reason()));
        text.append(" for ").append(since(tunnel.since()));
        if (!tunnel.innerAddresses().isEmpty()) {
            text.append(", inner addresses ").append(String.join(" ", tunnel.innerAddresses()));
        }
        text.append("\n  carried out ")
                .append(flow(tunnel.outbound()))
                .append(", in ")
                .append(flow(tunnel.inbound()));
        text.append(", waiting ").append(Units.bytes(tunnel.queueBytes())).append('\n');
        drops(tunnel)
                .ifPresent(drops ->
                        text.append("  dropped packets: ").append(drops).append('\n'));
        if (tunnel.streams() != null) {
            text.append("  TCP ").append(streams(tunnel.streams())).append('\n');
        }
        if (tunnel.datagrams() != null) {
            text.append("  light ").append(datagrams(tunnel.datagrams())).append('\n');
        }
        if (!tunnel.paths().isEmpty()) {
            text.append('\n').append(paths(tunnel));
            tunnel.paths().stream()
                    .filter(path -> !path.detail().isEmpty())
                    .forEach(path -> text.append("  ")
                            .append(path.name())
                            .append(": ")
                            .append(path.detail())
                            .append('\n'));
        }
        if (!tunnel.carriers().isEmpty()) {
            text.append('\n').append(carriers(tunnel.carriers()));
        }
        return text.toString();
    }

    private TextTable paths(Tunnel tunnel) {
        TextTable table = new TextTable();
        Stream<String> rateHeads = earlier == null ? Stream.of() : Stream.of("OUT", "IN");
        table.row(Stream.of(Stream.of("PATH", "STATE"), rateHeads, FIGURES.stream())
                .flatMap(cells -> cells)
                .toList());
        for (Path path : tunnel.paths()) {
            Stream<String> rates = earlier == null ? Stream.of() : rates(earlier, tunnel, path);
            table.row(Stream.of(Stream.of(path.name(), state(path.state(), path.reason())), rates, figures(path))
                    .flatMap(cells -> cells)
                    .toList());
        }
        return table;
    }

    private static Stream<String> figures(Path path) {
        return Stream.of(
                Units.milliseconds(path.rttMs()),
                Units.milliseconds(path.jitterMs()),
                Units.percent(path.lossRatio()),
                Units.percent(path.share()),
                Units.bytes(path.bytesSent()),
                Units.bytes(path.bytesReceived()),
                Integer.toString(path.subflows()),
                Long.toString(path.congestionWindowSegments()),
                Long.toString(path.retransmits()));
    }

    private Stream<String> rates(Earlier earlier, Tunnel tunnel, Path path) {
        double seconds = (nowNs - earlier.takenNs()) / 1e9;
        return earlier.status().tunnels().stream()
                .filter(other -> other.peer().equals(tunnel.peer()))
                .flatMap(other -> other.paths().stream())
                .filter(other -> other.name().equals(path.name()))
                .findFirst()
                .map(then -> Stream.of(
                        Units.rate(path.bytesSent() - then.bytesSent(), seconds),
                        Units.rate(path.bytesReceived() - then.bytesReceived(), seconds)))
                .orElseGet(() -> Stream.of("-", "-"));
    }

    private static TextTable carriers(List<Carrier> carriers) {
        TextTable table = new TextTable()
                .row("CARRIER", "LANE", "STATE", "MPTCP", "SUBFLOWS", "AGE", "SENT", "RECEIVED", "PROTOCOL", "GROUP");
        for (Carrier carrier : carriers) {
            table.row(
                    Integer.toString(carrier.index()),
                    carrier.lane(),
                    state(carrier.state(), null),
                    carrier.mptcp() ? "yes" : "plain TCP",
                    Integer.toString(carrier.subflows()),
                    Units.seconds(carrier.ageSeconds()),
                    Units.bytes(carrier.bytesSent()),
                    Units.bytes(carrier.bytesReceived()),
                    carrier.protocol() == null ? "-" : carrier.protocol(),
                    carrier.group() == null ? "-" : carrier.group());
        }
        return table;
    }

    private static Optional<String> drops(Tunnel tunnel) {
        String drops = byReason(tunnel.drops());
        return drops.isEmpty() ? Optional.empty() : Optional.of(drops);
    }

    private static String byReason(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String streams(NodeStatus.Streams streams) {
        String refused = byReason(streams.refused());
        return streams.open() + " connections open, " + (streams.opened() + streams.originated()) + " so far, out "
                + Units.bytes(streams.bytesOut()) + ", in " + Units.bytes(streams.bytesIn()) + ", carriers idle "
                + streams.idleCarriers() + " and busy " + streams.busyCarriers()
                + (refused.isEmpty() ? "" : ", refused: " + refused);
    }

    private static String datagrams(NodeStatus.Datagrams datagrams) {
        return "packets on two paths: out " + datagrams.packetsOut() + ", in " + datagrams.packetsIn()
                + (datagrams.copiesByCarrier() == 0 ? "" : ", on one and a carrier " + datagrams.copiesByCarrier())
                + (datagrams.refused() == 0 ? "" : ", refused " + datagrams.refused());
    }

    private static String flow(NodeStatus.Flow flow) {
        return Units.bytes(flow.bytes()) + " in " + flow.packets() + " packets";
    }

    private String since(Instant since) {
        return since.equals(Instant.EPOCH)
                ? "an unknown time"
                : Units.seconds(Duration.between(since, clock).toSeconds());
    }

    private static String state(State state, @Nullable String reason) {
        String word = state.name().toLowerCase(Locale.ROOT);
        return reason == null || reason.isEmpty() ? word : word + " (" + reason + ")";
    }
}
