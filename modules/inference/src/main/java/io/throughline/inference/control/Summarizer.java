package io.throughline.inference.control;

import io.throughline.inference.api.Transcript;
import java.util.Optional;

/** Sums up what was said. Thread-safe. */
public interface Summarizer {

  /** False if this server has no language model. */
  boolean isPresent();

  /**
   * A few sentences in the language of the transcript; empty if nothing was said or the model gives
   * none, which is logged: a transcript is worth having without.
   */
  Optional<String> summarize(Transcript transcript);
}
