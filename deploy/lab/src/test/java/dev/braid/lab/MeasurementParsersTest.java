package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Outputs shortened from real runs of iperf3 3.12 and of ping of iputils 20221126. */
class MeasurementParsersTest {
    private static final String IPERF = """
            {"intervals": [
              {"sum": {"start": 0, "end": 1, "bits_per_second": 5e6, "omitted": true}},
              {"sum": {"start": 0, "end": 0.1, "bits_per_second": 9e6, "omitted": false}},
              {"sum": {"start": 0.1, "end": 0.2, "bits_per_second": 0, "omitted": false}},
              {"sum": {"start": 0.2, "end": 0.3, "bits_per_second": 0, "omitted": false}}],
             "end": {"sum_sent": {"bits_per_second": 9.5e6, "retransmits": 3}, "sum_received": {"bits_per_second": 9e6}}}
            """;
    private static final String PING = """
            PING 10.1.0.1 (10.1.0.1) 56(84) bytes of data.
            [1795399000.100000] 64 bytes from 10.1.0.1: icmp_seq=1 ttl=64 time=20.1 ms
            [1795399000.150000] 64 bytes from 10.1.0.1: icmp_seq=2 ttl=64 time=20.3 ms
            [1795399001.250000] 64 bytes from 10.1.0.1: icmp_seq=4 ttl=64 time=70.0 ms

            --- 10.1.0.1 ping statistics ---
            4 packets transmitted, 3 received, 25% packet loss, time 1200ms
            """;

    @Test
    void iperfLeavesOutOmittedIntervals() {
        IperfResult result = IperfResult.parse(IPERF);
        assertThat(result.mbitPerSecond()).isEqualTo(9);
        assertThat(result.intervals()).hasSize(3);
        assertThat(result.retransmits()).isEqualTo(3);
        assertThat(result.longestStallSeconds()).isEqualTo(0.2, within(1e-9));
    }

    @Test
    void iperfServerSaysWhatArrives() {
        assertThat(IperfResult.serverIntervals("""
                -----------------------------------------------------------
                Server listening on 5201 (test #1)
                -----------------------------------------------------------
                [  5] local 10.1.0.1 port 5201 connected to 10.1.0.2 port 43488
                [ ID] Interval           Transfer     Bitrate
                [  5]   0.00-0.10   sec   256 KBytes  20972 Kbits/sec                  (omitted)
                [  5]   0.00-0.10   sec   256 KBytes  20959 Kbits/sec                  \

                [ 10]   0.00-0.10   sec  0.00 Bytes  0.00 Kbits/sec                  \

                [SUM]   0.00-0.10   sec   256 KBytes  20959 Kbits/sec                  \

                - - - - - - - - - - - - - - - - - - - - - - - - -
                [SUM]   0.00-0.10   sec   256 KBytes  20959 Kbits/sec                  receiver
                """)).containsExactly(new IperfResult.Interval(0, 0.1, 20.959e6));
    }

    @Test
    void iperfFailureSaysWhy() {
        assertThatThrownBy(() -> IperfResult.parse("{\"error\": \"unable to connect to server\"}"))
                .hasMessageContaining("unable to connect to server");
    }

    @Test
    void pingFindsTheSilence() {
        PingResult result = PingResult.parse(PING);
        assertThat(result.sent()).isEqualTo(4);
        assertThat(result.lossRatio()).isEqualTo(0.25);
        assertThat(result.medianRttMs()).isEqualTo(20.3);
        assertThat(result.longestSilenceSeconds()).isEqualTo(1.1, within(1e-6));
    }

    @Test
    void pingWithoutSummaryIsRefused() {
        assertThatThrownBy(() -> PingResult.parse("ping: connect: Network is unreachable"))
                .hasMessageContaining("Network is unreachable");
    }
}
