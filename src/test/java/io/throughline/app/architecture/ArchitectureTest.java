package io.throughline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole application keeps every rule, and a class made for it breaks each. */
class ArchitectureTest {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.throughline");

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments(
            Rules.MODULES_FOLLOW_THE_ARROWS, io.throughline.fixture.search.control.UsesJobs.class),
        arguments(
            Rules.MODULES_FOLLOW_THE_ARROWS,
            io.throughline.fixture.inference.control.UsesInsideOfJob.class),
        arguments(
            Rules.MODULES_FOLLOW_THE_ARROWS, io.throughline.fixture.job.control.UsesApp.class),
        arguments(Rules.APIS_KNOW_NO_INSIDE, io.throughline.fixture.job.api.ShowsItsInside.class),
        arguments(
            Rules.OPENTELEMETRY_ONLY_IN_TELEMETRY,
            io.throughline.fixture.job.control.MakesSpans.class),
        arguments(
            Rules.JAXRS_ONLY_AT_THE_BOUNDARY,
            io.throughline.fixture.job.control.AnswersRequests.class),
        arguments(
            Rules.WEBSOCKET_ONLY_AT_THE_BOUNDARY,
            io.throughline.fixture.realtime.control.HoldsConnections.class),
        arguments(
            Rules.PERSISTENCE_ONLY_IN_ENTITY_AND_STORE,
            io.throughline.fixture.job.control.FindsRows.class),
        arguments(
            Rules.REDIS_ONLY_IN_ITS_ADAPTERS, io.throughline.fixture.job.control.AsksRedis.class),
        arguments(
            Rules.CUDA_ONLY_IN_ITS_ENGINES,
            io.throughline.fixture.inference.engine.sphinx.RunsKernels.class),
        arguments(
            Rules.TIME_COMES_FROM_A_CLOCK, io.throughline.fixture.job.control.ReadsTheTime.class),
        arguments(
            Rules.TIME_COMES_FROM_A_CLOCK, io.throughline.fixture.job.control.CountsMillis.class),
        arguments(Rules.NOTHING_IS_PRINTED, io.throughline.fixture.job.control.Prints.class),
        arguments(
            Rules.ENGINES_ARE_PLAIN,
            io.throughline.fixture.inference.engine.sphinx.TracesItself.class),
        arguments(
            Rules.ENGINES_ARE_PLAIN,
            io.throughline.fixture.inference.engine.sphinx.IsInjected.class),
        arguments(
            Rules.ENGINES_ARE_BUILT_BY_CONSTRUCTOR,
            io.throughline.fixture.inference.engine.sphinx.IsInjected.class),
        arguments(
            Rules.NAMES_SAY_WHAT_A_CLASS_IS,
            io.throughline.fixture.job.control.EverythingManager.class),
        arguments(Rules.APIS_HAVE_NO_SETTERS, io.throughline.fixture.job.api.CanBeChanged.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void productionKeepsTheRule(ArchRule rule) {
    rule.check(PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRuleFindsWhatBreaksIt(ArchRule rule, Class<?> breaking) {
    JavaClasses fixture = new ClassFileImporter().importClasses(breaking);

    assertThat(rule.evaluate(fixture).hasViolation()).isTrue();
  }

  @Test
  void everyRuleIsChecked() {
    Set<Object> checked = rules().map(a -> a.get()[0]).collect(Collectors.toSet());

    assertThat(
            Arrays.stream(Rules.class.getDeclaredFields())
                .filter(f -> ArchRule.class.isAssignableFrom(f.getType()))
                .filter(f -> Modifier.isStatic(f.getModifiers())))
        .hasSameSizeAs(checked);
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(PRODUCTION.stream().flatMap(type -> Place.of(type).stream()).map(Place::module))
        .contains("app", "telemetry", "job", "upload", "inference", "search", "realtime");
  }
}
