package dev.braid.lab.demo;

import java.io.PrintStream;

/**
 * What a person sees: a line each second that stays, so that the whole run is one picture, on any terminal and in a pipe. Fits
 * 80 columns. Colours and blocks only where a terminal understands them.
 */
final class Picture {
    enum Style {
        /** A terminal with colours and UTF-8. */
        RICH,
        /** ASCII without escape codes. */
        PLAIN,
        /** PLAIN, without a line for each second. */
        SHORT
    }

    private static final int BAR_COLUMNS = 36;
    private static final double FULL_MBIT = Verdict.DSL_MBIT + Verdict.LTE_MBIT;

    private static final String DSL = "36";
    private static final String LTE = "35";
    private static final String BOLD = "1";
    private static final String FAINT = "2";
    private static final String GOOD = "1;32";
    private static final String BAD = "1;31";

    private final PrintStream out;
    private final Style style;

    Picture(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** Whoever read us has gone. */
    boolean isUnseen() {
        return out.checkError();
    }

    void title() {
        if (style == Style.SHORT) {
            return;
        }
        boolean rich = style == Style.RICH;
        String dsl = coloured(DSL, rich ? "━━ dsl 100 Mbit/s 10 ms ━━" : "== dsl 100 Mbit/s 10 ms ==");
        String lte = coloured(LTE, rich ? "━━ lte  50 Mbit/s 25 ms ━━" : "== lte  50 Mbit/s 25 ms ==");
        String line = rich ? "──" : "--";
        String[] left = rich ? new String[] {"┏", "┫", "┗"} : new String[] {"+", "+", "+"};
        String[] right = rich ? new String[] {"┓", "┣", "┛"} : new String[] {"+", "+", "+"};
        String nothing = " ".repeat(28);
        out.println();
        out.println(coloured(BOLD, "  Braid") + ": one tunnel over all your uplinks");
        out.println();
        out.println("              " + nothing.substring(12) + left[0] + dsl + right[0]);
        out.println("  LAN host " + line + " edge node " + line + line + line + left[1] + " ".repeat(26) + right[1]
                + line + " hub node " + line + " server");
        out.println("              " + nothing.substring(12) + left[2] + lte + right[2]);
        out.println();
    }

    void step(String text) {
        out.println(coloured(FAINT, "  " + text));
    }

    void heads() {
        if (style != Style.SHORT) {
            out.println();
            out.println("         dsl + lte  = sum Mbit/s   ping   " + coloured(DSL, bar(4, true)) + " dsl  "
                    + coloured(LTE, bar(4, false)) + " lte" + " ".repeat(16) + "150");
        }
    }

    void second(Second s) {
        if (style == Style.SHORT) {
            return;
        }
        int dsl = columns(s.dslMbit());
        // Rounded as a sum, so that the end of the bar is right.
        int lte = Math.max(0, columns(s.sumMbit()) - dsl);
        String ping = Double.isNaN(s.pingMs()) ? "-" : "%.0f ms".formatted(s.pingMs());
        out.println("  %2d s  %4.0f  %4.0f  %5.0f  %13s   "
                        .formatted(s.number(), s.dslMbit(), s.lteMbit(), s.sumMbit(), ping)
                + coloured(DSL, bar(dsl, true))
                + coloured(LTE, bar(lte, false)));
    }

    /** Something happens to the links. */
    void event(int second, String text) {
        out.println(coloured(BOLD, "  %2d s  %s %s".formatted(second, style == Style.RICH ? "▶" : "--", text)));
    }

    void verdict(Outcome outcome) {
        Verdict v = outcome.verdict();
        RoleChange change = outcome.change();
        out.println();
        line("Sum", "%.0f Mbit/s reached the LAN host, of %.0f that both links have".formatted(v.sumMbit(), FULL_MBIT));
        line("Shares", "dsl %.0f %%, lte %.0f %%".formatted(v.dslShare() * 100, v.lteShare() * 100));
        line("One link cut", "the transfer went on with %.0f Mbit/s".formatted(v.cutMbit()));
        line(
                "Link back",
                Double.isNaN(v.backSeconds())
                        ? "not used again"
                        : "carrying again in second %.0f".formatted(v.backSeconds()));
        line("Longest silence", "%.2f s, of a ping every 50 ms through the tunnel".formatted(v.silenceSeconds()));
        line("Under full load", "ping %.0f ms".formatted(v.pingMs()));
        String unbroken = v.broken().isEmpty() ? ", none of them broken" : "";
        line("Transferred", "%.0f MB over 8 TCP connections%s".formatted(v.transferredBytes() / 1e6, unbroken));
        line(
                "Role by REST",
                "lte %.0f Mbit/s, out %.1f s after the request: %.0f, dsl %.0f"
                        .formatted(
                                change.lteBeforeMbit(),
                                change.outSeconds(),
                                change.lteAfterMbit(),
                                change.dslAfterMbit()));
        out.println();
        outcome.failures().forEach(failure -> out.println("  " + coloured(BAD, "not good: ") + failure));
        out.println("  " + (outcome.isPass() ? coloured(GOOD, "PASS") : coloured(BAD, "FAIL")));
    }

    void text(String words) {
        out.println(words);
    }

    private void line(String head, String text) {
        out.println("  %-16s ".formatted(head) + text);
    }

    private static int columns(double mbit) {
        return (int) Math.min(BAR_COLUMNS, Math.round(mbit / FULL_MBIT * BAR_COLUMNS));
    }

    private String bar(int columns, boolean dsl) {
        return (style == Style.RICH ? dsl ? "█" : "▓" : dsl ? "#" : "=").repeat(columns);
    }

    private String coloured(String code, String text) {
        return style == Style.RICH && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
