package io.throughline.app.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which module may use which; only its {@code api} package, and telemetry's from everywhere. */
final class ModuleArrows extends ArchCondition<JavaClass> {

  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "telemetry", Set.of(),
          "job", Set.of(),
          "search", Set.of(),
          "upload", Set.of("job"),
          "inference", Set.of("job", "upload", "search"),
          "realtime", Set.of("inference"));

  ModuleArrows() {
    super("use other modules only along the arrows, and only their api");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Optional<Place> from = Place.of(type);
    if (from.isEmpty() || from.get().module().equals("app")) {
      return;
    }
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      Place.of(dependency.getTargetClass())
          .filter(to -> !to.module().equals(from.get().module()))
          .filter(to -> !isAllowed(from.get().module(), to))
          .ifPresent(to -> events.add(violated(dependency)));
    }
  }

  private static boolean isAllowed(String from, Place to) {
    boolean arrow =
        to.module().equals("telemetry")
            || MAY_USE.getOrDefault(from, Set.of()).contains(to.module());
    return arrow && to.layer().equals("api");
  }

  private static ConditionEvent violated(Dependency dependency) {
    return SimpleConditionEvent.violated(dependency, dependency.getDescription());
  }
}
