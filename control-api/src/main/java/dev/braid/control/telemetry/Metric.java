package dev.braid.control.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is kept of tunnels and paths over time. */
public enum Metric {
    @JsonProperty("outboundBitsPerSecond")
    OUTBOUND_BITS_PER_SECOND("outboundBitsPerSecond"),
    @JsonProperty("inboundBitsPerSecond")
    INBOUND_BITS_PER_SECOND("inboundBitsPerSecond"),
    @JsonProperty("rttMs")
    RTT_MS("rttMs"),
    @JsonProperty("lossRatio")
    LOSS_RATIO("lossRatio"),
    @JsonProperty("upRatio")
    UP_RATIO("upRatio");

    private final String text;

    Metric(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    static Metric ofText(String text) {
        for (Metric metric : values()) {
            if (metric.text.equals(text)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("there is no metric '" + text + "'");
    }
}
