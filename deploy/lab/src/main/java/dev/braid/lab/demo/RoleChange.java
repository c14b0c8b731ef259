package dev.braid.lab.demo;

import dev.braid.lab.Addresses;
import dev.braid.lab.ControlServer;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LinkEmulator.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A download while lte is taken out of the bond through the REST API, and what the links carried before and after; counted by the links.
 *
 * @param outSeconds from the request until lte was empty; {@link #CHANGE_SECONDS} or more when it never was
 * @param broken why the download did not last; empty when it did
 */
record RoleChange(double lteBeforeMbit, double outSeconds, double lteAfterMbit, double dslAfterMbit, String broken) {
    private static final int FLOWS = 8;
    private static final int BEFORE_SECONDS = 4;
    /** A request, a report of the edge a second later, and its way out of the bond: three seconds, on a very busy machine ten. */
    private static final int CHANGE_SECONDS = 30;

    private static final int AFTER_SECONDS = 3;
    /** Less is what ends and acknowledges, not what carries. */
    private static final double EMPTY_MBIT = 1;

    private static final long GLANCE_NS = 200_000_000;
    private static final long SECOND_NS = 1_000_000_000;
    private static final double BITS = 8 / 1e6;

    static RoleChange run(Lab lab, ControlServer control, Stop stop) throws IOException {
        Iperf download = Iperf.between("lan", "server", Addresses.SERVER)
                .flows(FLOWS)
                .seconds(2 * (BEFORE_SECONDS + CHANGE_SECONDS + AFTER_SECONDS))
                .omitSeconds(0)
                .reversed();
        try (Iperf.Running transfer = download.start(lab)) {
            stop.sleep(SECOND_NS);
            long lte = bytes(lab, "lte");
            stop.sleep((BEFORE_SECONDS - 1) * SECOND_NS);
            double before = (bytes(lab, "lte") - lte) * BITS / (BEFORE_SECONDS - 1);
            long askedNs = System.nanoTime();
            role(control, "never");
            awaitEmpty(lab, askedNs + CHANGE_SECONDS * SECOND_NS, stop);
            double out = (System.nanoTime() - askedNs) / (double) SECOND_NS;
            lte = bytes(lab, "lte");
            long dsl = bytes(lab, "dsl");
            stop.sleep(AFTER_SECONDS * SECOND_NS);
            double after = (bytes(lab, "lte") - lte) * BITS / AFTER_SECONDS;
            double dslAfter = (bytes(lab, "dsl") - dsl) * BITS / AFTER_SECONDS;
            role(control, "use");
            return new RoleChange(before, out, after, dslAfter, end(transfer));
        }
    }

    private static void awaitEmpty(Lab lab, long untilNs, Stop stop) throws IOException {
        double mbit;
        do {
            long startNs = System.nanoTime();
            long lte = bytes(lab, "lte");
            stop.sleep(GLANCE_NS);
            mbit = (bytes(lab, "lte") - lte) * BITS * SECOND_NS / (System.nanoTime() - startNs);
        } while (mbit >= EMPTY_MBIT && System.nanoTime() < untilNs);
    }

    boolean isPass() {
        return failures().isEmpty();
    }

    /** In plain words, what is not as it should be. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (!broken.isEmpty()) {
            failures.add("the transfer during the change of role broke: " + broken);
        }
        if (!(lteBeforeMbit > Verdict.LTE_MBIT / 10)) {
            failures.add("lte carried next to nothing before it was taken out");
        }
        if (!(lteAfterMbit < EMPTY_MBIT)) {
            failures.add("lte carried on after it was taken out through the API");
        }
        if (!(dslAfterMbit > Verdict.DSL_MBIT / 2)) {
            failures.add("dsl did not carry on when lte was taken out");
        }
        return failures;
    }

    private static void role(ControlServer control, String role) throws IOException {
        control.put("/api/v1/nodes/home/uplinks/lte", """
                {"spec": {"interface": "lte", "role": "%s"}}
                """.formatted(role));
    }

    private static long bytes(Lab lab, String link) {
        return lab.link(link).counters(Direction.DOWN).bytes();
    }

    /** A transfer that breaks is a result, too. One that lives is ended here: iperf3 gives up when one of its connections breaks. */
    private static String end(Iperf.Running transfer) {
        if (transfer.isAlive()) {
            return "";
        }
        try {
            transfer.result();
            return "it ended before its time";
        } catch (IOException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
