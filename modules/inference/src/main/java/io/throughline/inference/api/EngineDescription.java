package io.throughline.inference.api;

import java.util.List;
import java.util.Objects;

/**
 * What an engine is, for /v1/models, spans and the choice of engine.
 *
 * @param id stable identifier, lower case, no spaces; part of the span name {@code
 *     engine.{id}.process}
 * @param version version of the engine code or library
 * @param model name of the model it loads
 * @param stage the stage it serves
 * @param languages ISO 639-1 codes it understands
 * @param device {@code cpu} or {@code cuda}
 * @param computeType numeric type of the arithmetic, e.g. {@code float32}
 * @param limits honest limits, one sentence each, shown to users
 */
public record EngineDescription(
    String id,
    String version,
    String model,
    PipelineStage stage,
    List<String> languages,
    String device,
    String computeType,
    List<String> limits) {

  public EngineDescription {
    Objects.requireNonNull(stage, "stage");
    if (!id.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException("engine id must match [a-z0-9][a-z0-9-]*: " + id);
    }
    languages = List.copyOf(languages);
    limits = List.copyOf(limits);
  }
}
