package io.throughline.inference.llm;

import io.throughline.inference.remote.RemoteServerException;
import io.throughline.search.api.AnswerModel;
import io.throughline.search.api.AnswerUnavailableException;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@link AnswerModel} by chat completions. */
final class OpenAiAnswerModel implements AnswerModel {

  private final Optional<ChatCompletions> chat;

  /**
   * @param chat empty if no server is configured
   */
  OpenAiAnswerModel(Optional<ChatCompletions> chat) {
    this.chat = chat;
  }

  @Override
  public Optional<String> id() {
    return chat.map(ChatCompletions::model);
  }

  @Override
  public GeneratedAnswer answer(String question, List<String> sources, Duration limit) {
    ChatCompletions model =
        chat.orElseThrow(
            () -> new AnswerUnavailableException("no language model is configured", null));
    try {
      JsonObject answer = model.complete(AnswerPrompt.of(question, sources), limit);
      TokenUsage usage = TokenUsage.of(answer);
      return new GeneratedAnswer(
          AnswerText.of(answer), model.model(), usage.input(), usage.output());
    } catch (RemoteServerException e) {
      throw new AnswerUnavailableException(e.getMessage(), e);
    }
  }
}
