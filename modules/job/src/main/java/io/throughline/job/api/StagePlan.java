package io.throughline.job.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The stages of a job as a directed acyclic graph. The output of the last stage is the job's
 * result: a key in object storage.
 *
 * @param stages in an order in which every stage comes after those it waits for
 */
public record StagePlan(List<Stage> stages) {

  public StagePlan {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a plan needs at least one stage");
    }
    Set<String> seen = new HashSet<>();
    for (Stage stage : stages) {
      if (!seen.containsAll(stage.after())) {
        throw new IllegalArgumentException(
            "stage " + stage.name() + " waits for a stage that does not come before it");
      }
      if (!seen.add(stage.name())) {
        throw new IllegalArgumentException("stage " + stage.name() + " appears twice");
      }
    }
  }

  /** The last stage, whose output is the job's result. */
  public Stage last() {
    return stages.get(stages.size() - 1);
  }

  /**
   * The plan up to a stage, which is then the last.
   *
   * @throws IllegalArgumentException if there is no such stage
   */
  public StagePlan upTo(String name) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).name().equals(name)) {
        return new StagePlan(stages.subList(0, i + 1));
      }
    }
    throw new IllegalArgumentException("there is no stage " + name + " in the plan");
  }

  /**
   * A stage.
   *
   * @param name unique in its plan
   * @param after stages whose output it needs
   * @param durable true if its output is committed, so that a later attempt does not run it again;
   *     false if every attempt that needs it runs it (it leaves files in the work directory)
   * @param weight share of the whole job's progress, any positive scale
   * @param work what it does
   */
  public record Stage(
      String name, Set<String> after, boolean durable, double weight, StageWork work) {
    public Stage {
      after = Set.copyOf(after);
    }
  }
}
