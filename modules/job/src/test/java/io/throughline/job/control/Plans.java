package io.throughline.job.control;

import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import io.throughline.job.api.StageWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Stage plans for tests. */
final class Plans {

  private Plans() {}

  /** A durable stage whose output is its own name. */
  static Stage stage(String name, String... after) {
    return stage(name, context -> name, after);
  }

  static Stage stage(String name, StageWork work, String... after) {
    return new Stage(name, Set.of(after), true, 1, work);
  }

  static StagePlan of(Stage... stages) {
    return new StagePlan(List.of(stages));
  }

  /** Durable stages that wait for each other in this order. */
  static StagePlan chain(String... names) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      stages.add(i == 0 ? stage(names[i]) : stage(names[i], names[i - 1]));
    }
    return new StagePlan(stages);
  }
}
