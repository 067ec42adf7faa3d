package io.throughline.inference.control;

import io.throughline.inference.api.EngineDescription;
import java.util.List;
import java.util.Optional;

/**
 * A model in the list of those that there are. Immutable.
 *
 * @param id what requests call it
 * @param owner this server, or who serves it
 * @param stage what it is for
 * @param jobTypes the kinds of jobs it does; empty if its stage says it all
 * @param engine what the engine that runs it says of itself; empty for one of another server
 */
public record ListedModel(
    String id,
    String owner,
    String stage,
    List<String> jobTypes,
    Optional<EngineDescription> engine) {

  public ListedModel {
    jobTypes = List.copyOf(jobTypes);
  }

  /** One that an engine of this server runs. */
  public static ListedModel here(String id, EngineDescription engine) {
    return new ListedModel(id, "throughline", engine.stage().id(), List.of(), Optional.of(engine));
  }

  /** One that another server runs. */
  public static ListedModel elsewhere(String id, String owner, String stage) {
    return new ListedModel(id, owner, stage, List.of(), Optional.empty());
  }

  /** The same for these kinds of jobs only. */
  public ListedModel doing(List<String> jobs) {
    return new ListedModel(id, owner, stage, jobs, engine);
  }
}
