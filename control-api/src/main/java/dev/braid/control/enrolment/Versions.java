package dev.braid.control.enrolment;

import dev.braid.node.contract.SessionMessage.RefusalCode;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Which versions of nodes we still understand. */
final class Versions {
    /** The first that speaks this session protocol. */
    private static final int[] OLDEST = {0, 1, 0};

    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){0,2}(-.*)?");

    private Versions() {}

    /** A build without a number is somebody's own, who knows what it is. */
    static void check(String version) {
        if (!version.equals("development") && (!NUMBERS.matcher(version).matches() || isOlder(version))) {
            throw new Refused(
                    RefusalCode.VERSION_TOO_OLD,
                    "The node's version is " + (version.isEmpty() ? "unknown" : "'" + shown(version) + "'")
                            + ", and this control plane needs " + text() + " or newer. Upgrade the node.");
        }
    }

    private static boolean isOlder(String version) {
        int[] numbers = Arrays.stream(version.replaceAll("-.*", "").split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.compare(Arrays.copyOf(numbers, OLDEST.length), OLDEST) < 0;
    }

    private static String shown(String version) {
        String plain = version.replaceAll("[^ -~]", "?");
        return plain.length() <= 40 ? plain : plain.substring(0, 40);
    }

    private static String text() {
        return OLDEST[0] + "." + OLDEST[1] + "." + OLDEST[2];
    }
}
