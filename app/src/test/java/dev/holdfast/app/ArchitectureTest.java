package dev.holdfast.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Who may import whom: section 3 of the design, and the owners of time, randomness and the exit.
class ArchitectureTest {
    private static final JavaClasses HOLDFAST =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("testkit"))
                    .importPackages("dev.holdfast");

    private static void holds(ArchRule rule) {
        rule.check(HOLDFAST);
    }

    private static void knowsNothingOf(String module, String... others) {
        holds(
                noClasses()
                        .that()
                        .resideInAPackage("dev.holdfast." + module + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages(others)));
    }

    private static String[] packages(String... modules) {
        String[] packages = new String[modules.length];
        for (int i = 0; i < modules.length; i++) {
            packages[i] = "dev.holdfast." + modules[i] + "..";
        }
        return packages;
    }

    private static void onlyIn(String owner, String... libraries) {
        holds(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(owner)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(libraries));
    }

    @Test
    void coreKnowsNobody() {
        knowsNothingOf(
                "core",
                "journal",
                "vault",
                "branchfs",
                "engines",
                "storages",
                "practices",
                "server",
                "cli",
                "app");
    }

    @Test
    void adaptersKnowOnlyCore() {
        knowsNothingOf(
                "journal", "branchfs", "vault", "engines", "storages", "practices", "cli", "app");
        knowsNothingOf(
                "vault", "branchfs", "journal", "engines", "storages", "practices", "cli", "app");
        knowsNothingOf(
                "engines", "branchfs", "journal", "vault", "storages", "practices", "cli", "app");
        knowsNothingOf(
                "storages", "branchfs", "journal", "vault", "engines", "practices", "cli", "app");
    }

    @Test
    void theBranchFileSystemKnowsNothingOfDatabasesAndVaults() {
        knowsNothingOf(
                "branchfs", "journal", "vault", "engines", "storages", "practices", "cli", "app");
    }

    @Test
    void practicesKnowVaultBranchfsAndCoreOnly() {
        knowsNothingOf("practices", "journal", "engines", "storages", "cli", "app");
    }

    @Test
    void theEdgesKnowNoAdapterAndNotEachOther() {
        knowsNothingOf("cli", "branchfs", "journal", "engines", "storages", "server", "app");
        knowsNothingOf("server", "branchfs", "journal", "engines", "storages", "cli", "app");
    }

    @Test
    void packagesHaveNoCycles() {
        holds(slices().matching("dev.holdfast.(**)").should().beFreeOfCycles());
    }

    @Test
    void librariesStayWithTheirOwners() {
        onlyIn("dev.holdfast.cli..", "picocli..", "org.jline..");
        onlyIn("dev.holdfast.engines.postgres..", "org.postgresql..", "org.tukaani..");
        onlyIn("dev.holdfast.engines.postgres..", "org.apache.commons.compress..");
        onlyIn("dev.holdfast.core.estate..", "org.snakeyaml..", "com.cronutils..");
        onlyIn("dev.holdfast.journal..", "org.sqlite..", "org.flywaydb..");
        onlyIn("dev.holdfast.vault..", "com.github.luben..");
        onlyIn("dev.holdfast.storages.s3..", "software.amazon.awssdk..", "org.apache.hc..");
        onlyIn("dev.holdfast.storages.sftp..", "org.apache.sshd..");
        onlyIn("dev.holdfast.server..", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");
        onlyIn("dev.holdfast.app..", "ch.qos.logback..");
        onlyIn("dev.holdfast.practices.monitor.route..", "jakarta.mail..", "org.eclipse.angus..");
        onlyIn("dev.holdfast.practices.monitor.export..", "io.prometheus..");
        onlyIn("dev.holdfast.branchfs..", "java.lang.foreign..");
    }

    @Test
    void timeAndRandomnessComeFromTheApplication() {
        holds(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.holdfast.app..")
                        .should()
                        .callMethod(Clock.class, "systemUTC")
                        .orShould()
                        .callMethod(InstantSource.class, "system")
                        .orShould()
                        .callConstructor(SecureRandom.class));
        holds(
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Math.class, "random")
                        .orShould()
                        .callConstructor(Random.class));
    }

    @Test
    void nobodySleeps() {
        holds(noClasses().should().callMethod(Thread.class, "sleep", long.class));
    }

    @Test
    void onlyMainEndsTheProcess() {
        holds(
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(Main.class.getName())
                        .should()
                        .callMethod(System.class, "exit", int.class));
        holds(
                noClasses()
                        .that()
                        .doNotHaveSimpleName("Interruption")
                        .should()
                        .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void nobodyPrintsBesidesTheEdge() {
        holds(
                noClasses()
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err"));
    }

    @Test
    void everyPackageSaysThatNothingIsNullByDefault() {
        Set<String> unmarked =
                HOLDFAST.stream()
                        .map(JavaClass::getPackage)
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .collect(Collectors.toSet());
        assertThat(unmarked).isEmpty();
    }

    @Test
    void commandsAreNotPublic() {
        holds(
                classes()
                        .that()
                        .resideInAPackage("dev.holdfast.cli.command")
                        .and()
                        .implement("dev.holdfast.cli.command.Action")
                        .should()
                        .notBePublic());
    }
}
