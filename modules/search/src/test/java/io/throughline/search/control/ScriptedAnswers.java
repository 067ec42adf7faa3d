package io.throughline.search.control;

import io.throughline.search.api.AnswerModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A language model that replies as it is told, and what it was asked. */
final class ScriptedAnswers implements AnswerModel {

  Optional<String> id = Optional.empty();
  Supplier<GeneratedAnswer> reply;
  List<String> sources;
  Duration limit;

  @Override
  public Optional<String> id() {
    return id;
  }

  @Override
  public GeneratedAnswer answer(String question, List<String> given, Duration within) {
    sources = given;
    limit = within;
    return reply.get();
  }
}
