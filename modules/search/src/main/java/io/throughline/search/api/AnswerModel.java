package io.throughline.search.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A language model that answers a question from given passages. Thread-safe. */
public interface AnswerModel {

  /** Name of the model; empty if none is configured, and {@link #answer} then always throws. */
  Optional<String> id();

  /**
   * Answers a question from sources and from nothing else.
   *
   * @param sources numbered from 1 in the answer's citations, e.g. {@code [2]}
   * @param limit how long it may take
   * @throws AnswerUnavailableException if there is no answer in time
   */
  GeneratedAnswer answer(String question, List<String> sources, Duration limit);

  /**
   * What a model wrote.
   *
   * @param text the answer, with citations such as {@code [1]}
   * @param model name of the model that wrote it
   * @param inputTokens as the server counted them; 0 if it does not say
   * @param outputTokens as the server counted them; 0 if it does not say
   */
  record GeneratedAnswer(String text, String model, long inputTokens, long outputTokens) {}
}
