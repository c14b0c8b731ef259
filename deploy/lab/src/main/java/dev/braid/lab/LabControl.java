package dev.braid.lab;

import dev.braid.lab.LinkEmulator.Direction;
import dev.braid.lab.LinkEmulator.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What people say to a lab that is up: {@code show}, and {@code set LINK KEY VALUE [up|down|edge|net]}. */
public final class LabControl {
    private final Lab lab;

    LabControl(Lab lab) {
        this.lab = lab;
    }

    /** Lets {@code deploy/lab/lab --prefix PREFIX} show and change a lab that somebody else brought up, until closed. */
    public static AutoCloseable serve(Lab lab) throws IOException {
        return new ControlSocket(ControlSocket.path(lab.plan().prefix()), new LabControl(lab)::answer);
    }

    /**
     * Answers what is to be printed.
     *
     * @throws IllegalArgumentException saying what is wrong with the words
     */
    String answer(String[] words) {
        return switch (words[0]) {
            case "show" -> show();
            case "set" -> set(Arrays.asList(words).subList(1, words.length));
            default -> throw new IllegalArgumentException("'" + words[0] + "' is neither show nor set");
        };
    }

    private String set(List<String> words) {
        if (words.size() < 3 || words.size() > 4) {
            throw new IllegalArgumentException("set LINK KEY VALUE [up|down], or set LINK carrier on|off [edge|net]");
        }
        LinkEmulator link = lab.link(words.get(0));
        String key = words.get(1);
        String value = words.get(2);
        String where = words.size() == 4 ? words.get(3) : "both";
        if (key.equals("carrier")) {
            setCarrier(link, ShapeText.onOff(value), where);
        } else {
            switch (where) {
                case "up" -> link.change(Direction.UP, shape -> ShapeText.with(shape, key, value));
                case "down" -> link.change(Direction.DOWN, shape -> ShapeText.with(shape, key, value));
                case "both" -> link.change(shape -> ShapeText.with(shape, key, value));
                default -> throw new IllegalArgumentException("'" + where + "' is neither up nor down");
            }
        }
        return describe(words.get(0), link);
    }

    private static void setCarrier(LinkEmulator link, boolean on, String where) {
        try {
            switch (where) {
                case "edge" -> link.carrier(Side.A, on);
                case "net" -> link.carrier(Side.B, on);
                case "both" -> link.carrier(on);
                default -> throw new IllegalArgumentException("'" + where + "' is neither edge nor net");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String show() {
        String hosts = lab.hosts().stream().map(lab::namespace).collect(Collectors.joining(" "));
        StringBuilder text = new StringBuilder("hosts: ").append(hosts).append('\n');
        for (Map.Entry<String, LinkEmulator> link : lab.links().entrySet()) {
            text.append(describe(link.getKey(), link.getValue()));
        }
        return text.toString();
    }

    private static String describe(String name, LinkEmulator link) {
        StringBuilder text = new StringBuilder();
        for (Direction direction : Direction.values()) {
            LinkCounters c = link.counters(direction);
            String drops = c.drops().entrySet().stream()
                    .filter(drop -> drop.getValue() > 0)
                    .map(drop -> " " + drop.getKey().name().toLowerCase(Locale.ROOT) + " " + drop.getValue())
                    .collect(Collectors.joining());
            text.append("%-8s %-5s %-40s %d packets, %.1f MB, queue %d b, late %d, dropped%s%n"
                    .formatted(
                            name,
                            direction.name().toLowerCase(Locale.ROOT),
                            ShapeText.describe(link.shape(direction)),
                            c.packets(),
                            c.bytes() / 1e6,
                            c.queuedBytes(),
                            c.latePackets(),
                            drops.isEmpty() ? " none" : drops));
        }
        if (!link.carrier(Side.A) || !link.carrier(Side.B)) {
            text.append("%-8s carrier edge %s, net %s%n"
                    .formatted(name, onOff(link.carrier(Side.A)), onOff(link.carrier(Side.B))));
        }
        return text.toString();
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
