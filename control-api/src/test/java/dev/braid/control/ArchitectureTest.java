package dev.braid.control;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.braid.control");

    @Test
    void importsOnlyContractAndIdentityOfTheNode() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("belong to the node's inside", ArchitectureTest::isInsideTheNode))
                .because("the control plane must build, start and be tested without the data plane,"
                        + " and the node's rooms must be free to change")
                .check(OURS);
    }

    private static boolean isInsideTheNode(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith("dev.braid.node.")
                && !name.startsWith("dev.braid.node.contract.")
                && !name.startsWith("dev.braid.node.identity.");
    }
}
