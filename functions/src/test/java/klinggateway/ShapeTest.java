package klinggateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What each package must not know. */
@AnalyzeClasses(packages = "klinggateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ShapeTest {

    private static final String[] FUNCTIONS = {
        "klinggateway.generate..",
        "klinggateway.status..",
        "klinggateway.poll..",
        "klinggateway.sweep..",
        "klinggateway.callback..",
        "klinggateway.analytics..",
        "klinggateway.compact..",
        "klinggateway.reconcile..",
        "klinggateway.audit..",
        "klinggateway.dashboard..",
        "klinggateway.facade..",
        "klinggateway.deliver..",
        "klinggateway.alerts..",
    };

    @ArchTest
    static final ArchRule only_aws_knows_the_sdk = noClasses()
            .that()
            .resideInAPackage("klinggateway..")
            .and()
            .resideOutsideOfPackages("klinggateway.aws..", "klinggateway.emulators..")
            .and()
            .doNotHaveFullyQualifiedName("klinggateway.Stores")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule job_knows_nobody = noClasses()
            .that()
            .resideInAPackage("klinggateway.job..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are the gateway's and not of job",
                    type -> type.getPackageName().startsWith("klinggateway")
                            && !type.getPackageName().equals("klinggateway.job")));

    @ArchTest
    static final ArchRule log_knows_nobody = noClasses()
            .that()
            .resideInAPackage("klinggateway.log..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are the gateway's and not of log",
                    type -> type.getPackageName().startsWith("klinggateway")
                            && !type.getPackageName().equals("klinggateway.log")));

    @ArchTest
    static final ArchRule usage_catalogue_and_advice_know_neither_http_nor_kling = noClasses()
            .that()
            .resideInAnyPackage("klinggateway.usage..", "klinggateway.catalogue..", "klinggateway.advice..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "klinggateway.http..",
                    "klinggateway.kling..",
                    "klinggateway.lifecycle..",
                    "klinggateway.keys..",
                    "com.amazonaws..");

    @ArchTest
    static final ArchRule forecast_knows_usage_only = knowsOnly("klinggateway.forecast", "klinggateway.usage");

    @ArchTest
    static final ArchRule pattern_knows_usage_and_pools_only =
            knowsOnly("klinggateway.pattern", "klinggateway.usage", "klinggateway.job");

    @ArchTest
    static final ArchRule anomaly_knows_usage_only = knowsOnly("klinggateway.anomaly", "klinggateway.usage");

    @ArchTest
    static final ArchRule alert_knows_jobs_and_secrets_only =
            knowsOnly("klinggateway.alert", "klinggateway.job", "klinggateway.secret");

    @ArchTest
    static final ArchRule evaluation_knows_alerts_jobs_usage_statistics_and_links = knowsOnly(
            "klinggateway.evaluation",
            "klinggateway.alert",
            "klinggateway.job",
            "klinggateway.usage",
            "klinggateway.forecast",
            "klinggateway.anomaly",
            "klinggateway.link");

    @ArchTest
    static final ArchRule link_knows_nobody = knowsOnly("klinggateway.link");

    @ArchTest
    static final ArchRule kling_knows_neither_jobs_nor_usage = noClasses()
            .that()
            .resideInAPackage("klinggateway.kling..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "klinggateway.job..", "klinggateway.usage..", "klinggateway.lifecycle..", "klinggateway.http..");

    @ArchTest
    static final ArchRule lifecycle_works_through_ports = noClasses()
            .that()
            .resideInAPackage("klinggateway.lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("klinggateway.aws..", "klinggateway.http..", "klinggateway.keys..", "com.amazonaws..");

    @ArchTest
    static final ArchRule nobody_but_the_wiring_knows_the_adapters = noClasses()
            .that()
            .resideOutsideOfPackages("klinggateway.aws..", "klinggateway")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("klinggateway.aws..");

    @ArchTest
    static final ArchRule functions_do_not_know_each_other = classes()
            .that()
            .resideInAnyPackage(FUNCTIONS)
            .should(new ArchCondition<>("know no other function") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> function(dependency.getTargetClass())
                                            .isPresent()
                                    && !function(dependency.getTargetClass()).equals(function(type)))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule what_functions_share_knows_no_function = noClasses()
            .that()
            .resideOutsideOfPackages(FUNCTIONS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FUNCTIONS);

    @ArchTest
    static final ArchRule only_the_environment_reads_the_environment = noClasses()
            .that()
            .resideInAPackage("klinggateway..")
            .and()
            .resideOutsideOfPackage("klinggateway.emulators..")
            .and()
            .doNotHaveFullyQualifiedName("klinggateway.Environment")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule a_handler_is_named_after_its_package = classes()
            .that()
            .implement(RequestHandler.class)
            .should(new ArchCondition<>("be named after their package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    String word = type.getPackageName().substring("klinggateway.".length());
                    if (!type.getSimpleName().equalsIgnoreCase(word + "Handler")) {
                        events.add(SimpleConditionEvent.violated(type, type.getName()));
                    }
                }
            });

    private static ArchRule knowsOnly(String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(packages[0] + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are the gateway's and in none of " + Set.of(packages),
                        type -> type.getPackageName().startsWith("klinggateway")
                                && !Set.of(packages).contains(type.getPackageName())))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..");
    }

    /** The function whose package, or a package below it, the class is in. */
    private static Optional<String> function(JavaClass type) {
        return Stream.of(FUNCTIONS)
                .filter(function -> (type.getPackageName() + "..").startsWith(function.replace("..", ".")))
                .findFirst();
    }
}
