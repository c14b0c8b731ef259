package dev.braid.node.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class IdentityArrowsTest {
    private final JavaClasses room = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.braid.node.identity");

    @Test
    void onlyWhoBuildsCertificatesOrRequestsLoadsBouncyCastle() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Authority.class, CertificateRequest.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .because("a node must be up in two seconds, and the provider's classes cost a part of one")
                .check(room);
    }

    @Test
    void aRunningNodeHasNoAuthority() {
        noClasses()
                .that()
                .belongToAnyOf(NodeIdentity.class, IdentityLoader.class, NodeTrust.class, PeerId.class)
                .or()
                .belongToAnyOf(Revocations.class, RevocationList.class, Pem.class, Keys.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Authority.class, PkiDirectory.class, PkiFiles.class)
                .because("what judges peers must not be able to vouch for them")
                .check(room);
    }

    @Test
    void dependsOnNoRoomButTheContract() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.braid.node.identity",
                        "dev.braid.node.contract",
                        "java..",
                        "javax..",
                        "org.bouncycastle..",
                        "org.jspecify..",
                        "org.slf4j..")
                .because("control-api uses this room too, and brings none of the node's")
                .check(room);
    }
}
