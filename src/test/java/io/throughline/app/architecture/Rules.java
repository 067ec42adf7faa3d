package io.throughline.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static io.throughline.app.architecture.Place.inAdapter;
import static io.throughline.app.architecture.Place.inLayer;
import static io.throughline.app.architecture.Place.inModule;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.inject.Inject;

/** What docs/architecture.md says, as rules. */
final class Rules {

  private static final DescribedPredicate<JavaClass> API = inLayer("api");
  private static final DescribedPredicate<JavaClass> ENGINE = inLayer("engine");

  static final ArchRule MODULES_FOLLOW_THE_ARROWS =
      classes().should(new ModuleArrows()).because("a module is replaceable behind its api");

  static final ArchRule APIS_KNOW_NO_INSIDE =
      noClasses()
          .that(API)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "belong to an inside",
                  type -> Place.of(type).filter(p -> !p.layer().equals("api")).isPresent()))
          .because("whoever uses an api must not get the inside with it");

  static final ArchRule OPENTELEMETRY_ONLY_IN_TELEMETRY =
      noClasses()
          .that(not(inModule("telemetry")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .because("every span is made through telemetry.api");

  static final ArchRule JAXRS_ONLY_AT_THE_BOUNDARY =
      noClasses()
          .that(not(inLayer("boundary")).and(not(inModule("app"))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

  static final ArchRule WEBSOCKET_ONLY_AT_THE_BOUNDARY =
      noClasses()
          .that(not(inLayer("boundary")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.websocket..");

  static final ArchRule PERSISTENCE_ONLY_IN_ENTITY_AND_STORE =
      noClasses()
          .that(not(inLayer("entity", "store")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.persistence..");

  static final ArchRule REDIS_ONLY_IN_ITS_ADAPTERS =
      noClasses()
          .that(not(inAdapter("redis")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("redis.clients..")
          .because("the server runs without Redis");

  static final ArchRule CUDA_ONLY_IN_ITS_ENGINES =
      noClasses()
          .that(not(ENGINE.and(inAdapter("cuda").or(inAdapter("gpu")))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jcuda..", "org.jcuda..")
          .because("the server runs without a GPU");

  static final ArchRule TIME_COMES_FROM_A_CLOCK =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "are not app.config",
                  type ->
                      Place.of(type)
                          .filter(p -> p.module().equals("app") && p.layer().equals("config"))
                          .isEmpty()))
          .should()
          .callCodeUnitWhere(new WallClock())
          .because("tests set the time");

  static final ArchRule NOTHING_IS_PRINTED =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("logs are structured");

  static final ArchRule ENGINES_ARE_PLAIN =
      noClasses()
          .that(ENGINE)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.<JavaClass>describe(
                      "belong to CDI",
                      type ->
                          type.getPackageName().startsWith("jakarta.enterprise")
                              || type.getPackageName().startsWith("jakarta.inject"))
                  .or(inModule("telemetry")))
          .because("an engine runs without a server, and its author writes no tracing");

  static final ArchRule ENGINES_ARE_BUILT_BY_CONSTRUCTOR =
      noFields()
          .that(With.<JavaClass>owner(ENGINE).forSubtype())
          .should()
          .beAnnotatedWith(Inject.class);

  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
          .because("such a name fits everything");

  static final ArchRule APIS_HAVE_NO_SETTERS =
      noMethods()
          .that()
          .areDeclaredInClassesThat(API)
          .and()
          .arePublic()
          .should()
          .haveNameMatching("set[A-Z].*")
          .because("what an api hands out does not change under its user");

  private Rules() {}
}
