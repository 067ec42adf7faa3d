package io.throughline.inference.api;

/** What an engine can do: the stages of the speech pipeline, and embedding for search. */
public enum PipelineStage {
  TRANSCRIBE("transcribe"),
  ALIGN("align"),
  DIARIZE("diarize"),
  EMBED("embed");

  private final String id;

  PipelineStage(String id) {
    this.id = id;
  }

  /** Lower-case name used in span names, the stage table and the API. */
  public String id() {
    return id;
  }
}
