package dev.pg2convex.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module graph, as rules over classes; it sees what Maven's dependencies alone would let through. */
@AnalyzeClasses(packages = "dev.pg2convex", importOptions = ArchitectureTest.MainClasses.class)
final class ArchitectureTest {

    private static final String[] FUNCTIONS = {"dev.pg2convex.coordinator..", "dev.pg2convex.worker..", "dev.pg2convex.verifier.."};

    private static final String[] SHARED = {"dev.pg2convex.core..", "dev.pg2convex.mapping..", "dev.pg2convex.init..",
            "dev.pg2convex.postgres..", "dev.pg2convex.convex..", "dev.pg2convex.aws..", "dev.pg2convex.runtime..",
            "dev.pg2convex.embedded..", "dev.pg2convex.testing.."};

    private static final String[] ADAPTERS = {"dev.pg2convex.mapping..", "dev.pg2convex.postgres..", "dev.pg2convex.convex..",
            "dev.pg2convex.aws.."};

    @ArchTest
    static final ArchRule core_usesTheJdkOnly = classes().that()
            .resideInAPackage("dev.pg2convex.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.pg2convex.core..", "java..")
            .because("the domain is read, tested and reasoned about without any library; what needs one implements a port of core");

    @ArchTest
    static final ArchRule mapping_knowsOnlyCore = classes().that()
            .resideInAPackage("dev.pg2convex.mapping..")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("dev.pg2convex.mapping..").or(resideInAPackage("dev.pg2convex.core.."))
                    .or(resideInAPackage("java.."))
                    .or(resideInAPackage("org.snakeyaml.engine..")))
            .because("a mapping is checked in an editor or a build too, where there is no database and no deployment");

    @ArchTest
    static final ArchRule init_knowsOnlyCoreAndMapping = classes().that()
            .resideInAPackage("dev.pg2convex.init..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.pg2convex.init..", "dev.pg2convex.mapping..", "dev.pg2convex.core..", "java..")
            .because("what is written for a catalog is a matter of records and texts, whoever reads the one and stores the others");

    @ArchTest
    static final ArchRule adapters_neverSeeEachOther = slices().matching("dev.pg2convex.(postgres|convex|aws)..")
            .should()
            .notDependOnEachOther()
            .because("each adapter can be replaced and tested alone; only runtime joins them, through core's ports");

    @ArchTest
    static final ArchRule adapters_doNotKnowWhoWiresThem = noClasses().that()
            .resideInAnyPackage(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.pg2convex.runtime..")
            .because("configuration is read in one place; an adapter is handed what it needs");

    @ArchTest
    static final ArchRule functions_neverSeeEachOther = slices().matching("dev.pg2convex.(coordinator|worker|verifier)..")
            .should()
            .notDependOnEachOther()
            .because("functions are deployed apart and speak through the queue and the store; what two share is a record in core");

    @ArchTest
    static final ArchRule shared_knowsNoFunction = noClasses().that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FUNCTIONS)
            .because("dependencies point one way: core, then adapters, then functions, then the command line");

    @ArchTest
    static final ArchRule onlyBenchmarks_knowTheCommandLine = noClasses().that()
            .resideOutsideOfPackages("dev.pg2convex.local..", "dev.pg2convex.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.pg2convex.local..")
            .because("what runs as a Lambda function must not carry the command line along");

    @ArchTest
    static final ArchRule deployedCode_knowsNoTestSupport = noClasses().that()
            .resideOutsideOfPackage("dev.pg2convex.testing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.pg2convex.testing..")
            .because("fakes and fault proxies live where only tests reach them");

    /** ArchUnit's own option knows target/test-classes only, not the other folders that this project builds into. */
    static final class MainClasses implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }
}
