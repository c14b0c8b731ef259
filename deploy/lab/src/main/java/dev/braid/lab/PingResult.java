package dev.braid.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a ping saw.
 *
 * @param sent requests
 * @param replies in the order they came
 */
public record PingResult(int sent, List<Reply> replies) {
    /** {@code atSeconds} is when it came, by the wall clock. */
    public record Reply(int sequence, double atSeconds, double rttMs) {}

    private static final Pattern REPLY =
            Pattern.compile("\\[(\\d+\\.\\d+)].*icmp_seq=(\\d+) .*time=([\\d.]+) ms(?! \\(DUP)");
    private static final Pattern SENT = Pattern.compile("(\\d+) packets transmitted");

    public PingResult {
        replies = List.copyOf(replies);
    }

    /** Reads the output of {@code ping -D}, iputils. */
    static PingResult parse(String output) {
        Matcher sent = SENT.matcher(output);
        if (!sent.find()) {
            throw new IllegalArgumentException("no summary in the output of ping: " + output);
        }
        return new PingResult(Integer.parseInt(sent.group(1)), replies(output));
    }

    /** The replies in an output that may not be complete yet. */
    static List<Reply> replies(String output) {
        List<Reply> replies = new ArrayList<>();
        Matcher reply = REPLY.matcher(output);
        while (reply.find()) {
            replies.add(new Reply(
                    Integer.parseInt(reply.group(2)),
                    Double.parseDouble(reply.group(1)),
                    Double.parseDouble(reply.group(3))));
        }
        return replies;
    }

    public double lossRatio() {
        return sent == 0 ? 0 : 1 - (double) replies.size() / sent;
    }

    public double medianRttMs() {
        return percentileRttMs(50);
    }

    /** NaN when nobody answered. */
    public double percentileRttMs(double percent) {
        double[] sorted = replies.stream().mapToDouble(Reply::rttMs).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round((sorted.length - 1) * percent / 100)];
    }

    /** The longest time between two replies; 0 with fewer than two. */
    public double longestSilenceSeconds() {
        double longest = 0;
        for (int i = 1; i < replies.size(); i++) {
            longest = Math.max(longest, replies.get(i).atSeconds - replies.get(i - 1).atSeconds);
        }
        return longest;
    }
}
