package dev.braid.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What iperf3 says of a run, after the omitted seconds.
 *
 * @param bitsPerSecond payload that arrived
 * @param intervals as the client saw them, a tenth of a second each
 * @param retransmits TCP segments; 0 where iperf3 does not know
 * @param receivedBytes in the same time as {@code bitsPerSecond}
 * @param lossRatio lost datagrams of those sent; 0 for TCP
 */
public record IperfResult(
        double bitsPerSecond, List<Interval> intervals, long retransmits, long receivedBytes, double lossRatio) {
    /** Times since the start of the run, bits/s of all flows together. */
    public record Interval(double startSeconds, double endSeconds, double bitsPerSecond) {}

    private static final JsonMapper JSON = new JsonMapper();

    /** A line of the server's text, of one flow or of all: times in seconds, rate in kbit/s. Neither omitted ones nor the summary. */
    private static final Pattern SERVER_LINE =
            Pattern.compile("^\\[ *(SUM|\\d+)] +([\\d.]+)-([\\d.]+) +sec .* ([\\d.]+) Kbits/sec *$", Pattern.MULTILINE);

    public IperfResult {
        intervals = List.copyOf(intervals);
    }

    public double mbitPerSecond() {
        return bitsPerSecond / 1e6;
    }

    /** The longest stretch of intervals in which nothing moved. */
    public double longestStallSeconds() {
        double longest = 0;
        double current = 0;
        for (Interval interval : intervals) {
            current = interval.bitsPerSecond == 0 ? current + interval.endSeconds - interval.startSeconds : 0;
            longest = Math.max(longest, current);
        }
        return longest;
    }

    IperfResult with(List<Interval> others) {
        return new IperfResult(bitsPerSecond, others, retransmits, receivedBytes, lossRatio);
    }

    /** Of what {@code iperf3 -s -f k} writes about a TCP run. */
    static List<Interval> serverIntervals(String text) {
        Map<Boolean, List<Interval>> bySum = SERVER_LINE
                .matcher(text)
                .results()
                .collect(Collectors.partitioningBy(
                        line -> line.group(1).equals("SUM"),
                        Collectors.mapping(
                                line -> new Interval(
                                        Double.parseDouble(line.group(2)),
                                        Double.parseDouble(line.group(3)),
                                        Double.parseDouble(line.group(4)) * 1e3),
                                Collectors.toList())));
        List<Interval> sums = bySum.getOrDefault(true, List.of());
        return sums.isEmpty() ? bySum.getOrDefault(false, List.of()) : sums;
    }

    /**
     * Reads what {@code iperf3 -J} writes.
     *
     * @throws IllegalArgumentException with iperf3's own words when the run failed
     */
    static IperfResult parse(String json) {
        JsonNode root = JSON.readTree(json);
        if (root.has("error")) {
            throw new IllegalArgumentException("iperf3: " + root.get("error").asString());
        }
        List<Interval> intervals = new ArrayList<>();
        for (JsonNode node : root.path("intervals")) {
            JsonNode sum = node.path("sum");
            if (!sum.path("omitted").asBoolean(false)) {
                intervals.add(new Interval(
                        sum.path("start").asDouble(),
                        sum.path("end").asDouble(),
                        sum.path("bits_per_second").asDouble()));
            }
        }
        JsonNode end = root.path("end");
        return new IperfResult(
                end.path("sum_received").path("bits_per_second").asDouble(),
                intervals,
                end.path("sum_sent").path("retransmits").asLong(0),
                end.path("sum_received").path("bytes").asLong(0),
                end.path("sum").path("lost_percent").asDouble(0) / 100);
    }
}
