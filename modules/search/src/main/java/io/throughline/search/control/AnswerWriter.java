package io.throughline.search.control;

import io.throughline.search.api.AnswerModel;
import io.throughline.search.api.AnswerModel.GeneratedAnswer;
import io.throughline.search.api.AnswerUnavailableException;
import io.throughline.search.control.TimeLimit.Running;
import io.throughline.telemetry.api.ActiveSpan;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Writes answers: the language model does if there is one and it can, else the sources speak for
 * themselves. Thread-safe.
 */
final class AnswerWriter {

  private final AnswerModel model;

  AnswerWriter(AnswerModel model) {
    this.model = model;
  }

  /** Tells answers of one way of writing from those of another. */
  String way() {
    return model.id().orElse(WrittenAnswer.EXTRACTIVE);
  }

  /**
   * @param running whose time ends the model's, never the answer: it ends here
   * @param span of the step
   */
  WrittenAnswer write(String question, AnswerContext context, Running running, ActiveSpan span) {
    try {
      return written(question, context, running, span);
    } finally {
      running.end();
    }
  }

  private WrittenAnswer written(
      String question, AnswerContext context, Running running, ActiveSpan span) {
    if (model.id().isEmpty() || context.sources().isEmpty()) {
      return extractive(question, context, false, span);
    }
    try {
      GeneratedAnswer answer = model.answer(question, context.texts(), share(running.left()));
      span.set("gen_ai.request.model", answer.model())
          .set("gen_ai.usage.input_tokens", answer.inputTokens())
          .set("gen_ai.usage.output_tokens", answer.outputTokens())
          .set("generator", answer.model());
      return new WrittenAnswer(answer.text(), answer.model(), false);
    } catch (AnswerUnavailableException e) {
      return extractive(question, context, true, span);
    } catch (CancellationException e) {
      if (!running.expired()) {
        throw e;
      }
      return extractive(question, context, true, span);
    }
  }

  /** Leaves some time for what comes after the answer. */
  private static Duration share(Duration left) {
    return left.multipliedBy(9).dividedBy(10);
  }

  private static WrittenAnswer extractive(
      String question, AnswerContext context, boolean fallback, ActiveSpan span) {
    span.set("generator", WrittenAnswer.EXTRACTIVE);
    if (fallback) {
      span.set("fallback", true);
    }
    return new WrittenAnswer(
        ExtractiveAnswer.of(question, context.texts()), WrittenAnswer.EXTRACTIVE, fallback);
  }
}
