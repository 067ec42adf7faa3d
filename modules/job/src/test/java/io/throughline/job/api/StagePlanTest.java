package io.throughline.job.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.job.api.StagePlan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StagePlanTest {

  @Test
  void theLastStageGivesTheResult() {
    assertThat(plan(stage("a"), stage("b", "a")).last().name()).isEqualTo("b");
  }

  @Test
  void aPlanWithoutStagesIsRefused() {
    assertThatThrownBy(() -> new StagePlan(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a plan needs at least one stage");
  }

  @Test
  void aStageThatWaitsForALaterOneIsRefused() {
    assertThatThrownBy(() -> plan(stage("a", "b"), stage("b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage a waits for a stage that does not come before it");
  }

  @Test
  void aStageThatWaitsForItselfIsRefused() {
    assertThatThrownBy(() -> plan(stage("a", "a"))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameThatAppearsTwiceIsRefused() {
    assertThatThrownBy(() -> plan(stage("a"), stage("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage a appears twice");
  }

  @Test
  void aPlanDoesNotFollowTheListItCameFrom() {
    List<Stage> stages = new ArrayList<>(List.of(stage("a")));
    StagePlan plan = new StagePlan(stages);
    stages.clear();

    assertThat(plan.stages()).hasSize(1);
  }

  private static StagePlan plan(Stage... stages) {
    return new StagePlan(List.of(stages));
  }

  private static Stage stage(String name, String... after) {
    return new Stage(name, Set.of(after), true, 1, context -> name);
  }
}
