package io.throughline.inference.api;

/** The stages that an engine can serve. */
public enum PipelineStage {
  TRANSCRIBE("transcribe"),
  ALIGN("align"),
  DIARIZE("diarize"),
  EMBED("embed"),
  IMAGE("image");

  private final String id;

  PipelineStage(String id) {
    this.id = id;
  }

  /** Lower-case name used in span names, the stage table and the API. */
  public String id() {
    return id;
  }
}
