package io.throughline.inference.llm;

import io.throughline.inference.remote.RemoteServerException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** What a model wrote, in its answer to a chat completion. */
final class AnswerText {

  private AnswerText() {}

  /**
   * @throws RemoteServerException if there is none
   */
  static String of(JsonObject answer) {
    if (answer.get("choices") instanceof JsonArray choices
        && !choices.isEmpty()
        && choices.get(0) instanceof JsonObject choice
        && choice.get("message") instanceof JsonObject message
        && message.get("content") instanceof JsonString content
        && !content.getString().isBlank()) {
      return content.getString().strip();
    }
    throw OpenAiServer.FAILURES.unreadable(null);
  }
}
