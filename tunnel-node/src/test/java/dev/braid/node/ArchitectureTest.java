package dev.braid.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that would drift without a test. Rooms that are not built yet break none of them. */
class ArchitectureTest {
    private static final String BASE = "dev.braid.node";

    /** From the top of the house down; rooms on one floor do not know each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("agent"),
            List.of("tunnel"),
            List.of("lane.packet", "lane.stream"),
            List.of("lane.datagram"),
            List.of("path"),
            List.of("carrier"),
            List.of("host"),
            List.of("mptcp"),
            List.of("tun"),
            List.of("linux"));

    /** Leaves, and the rooms of ours that each of them may import. */
    private static final Map<String, List<String>> LEAVES = Map.of(
            "contract", List.of(),
            "metrics", List.of(),
            "log", List.of(),
            "config", List.of("contract"),
            "admin", List.of("contract"),
            "identity", List.of("contract"));

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(BASE);
    }

    private static String[] within(List<String> rooms) {
        return rooms.stream().map(room -> BASE + "." + room + "..").toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    @Test
    void importsPointDown() {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            List<String> above =
                    FLOORS.subList(0, floor).stream().flatMap(List::stream).toList();
            for (String room : FLOORS.get(floor)) {
                List<String> forbidden = new ArrayList<>(above);
                FLOORS.get(floor).stream().filter(other -> !other.equals(room)).forEach(forbidden::add);
                check(noClasses()
                        .that()
                        .resideInAnyPackage(within(List.of(room)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(within(forbidden))
                        .because("a packet's way is read from the top down; what a room below needs to tell, it tells"
                                + " through an interface of its own"));
            }
        }
    }

    @Test
    void nobodyImportsTheWiring() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE)
                .because("Node puts the rooms together, and no room knows how"));
    }

    @Test
    void leavesImportOnlyWhatTheyMay() {
        List<String> rooms = Stream.concat(FLOORS.stream().flatMap(List::stream), LEAVES.keySet().stream())
                .toList();
        LEAVES.forEach((leaf, allowed) -> {
            List<String> forbidden = rooms.stream()
                    .filter(room -> !room.equals(leaf) && !allowed.contains(room))
                    .toList();
            check(noClasses()
                    .that()
                    .resideInAnyPackage(within(List.of(leaf)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(within(forbidden))
                    .because("every room may use a leaf, and control-api shares contract and identity, so a leaf"
                            + " drags nothing along"));
        });
    }

    @Test
    void wiringAloneUsesConfigAdminAndLog() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(BASE, BASE + ".config..", BASE + ".admin..", BASE + ".log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(within(List.of("config", "admin", "log")))
                .because("rooms get a NodeSpec and log through SLF4J, wherever these come from and go to"));
    }

    @Test
    void onlyLinuxCallsTheKernel() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".linux..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.foreign\\.(Linker|SymbolLookup|FunctionDescriptor|AddressLayout)(\\$.*)?")
                .because("linux is the only door to the kernel. Rooms beside it may hold memory segments to lay out"
                        + " the structures they hand to that door, which is bounds-checked and calls nothing"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".linux..")
                .should()
                .callMethod(java.lang.foreign.MemorySegment.class, "reinterpret", long.class)
                .because("reinterpreting a segment takes its bounds away"));
    }

    @Test
    void segmentsStayNearTheKernel() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(within(List.of("linux", "tun", "mptcp", "host")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .because("above tun and mptcp bytes are Netty's buffers"));
    }

    @Test
    void nodeKnowsNoSpring() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..")
                .because("the data plane starts in under 2 s and fits in 160 MB; Spring is the control plane's"));
    }

    @Test
    void nothingIsCalledAfterNothing() {
        check(noClasses()
                .that()
                .resideInAPackage(BASE + "..")
                .and()
                .doNotHaveSimpleName("PathManager") // the kernel's own name for it: netlink family mptcp_pm
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such names say where code was put, not what it is"));
    }

    @Test
    void everyRoomSaysWhatItIs() throws IOException {
        List<Path> packages;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
        assertThat(packages).isNotEmpty().allSatisfy(room -> {
            String info = Files.readString(room.resolve("package-info.java"));
            assertThat(info).as("%s", room).startsWith("/**").contains("@NullMarked");
            assertThat(info.indexOf("*/"))
                    .as("length of the words about %s", room)
                    .isGreaterThan(150);
        });
    }
}
