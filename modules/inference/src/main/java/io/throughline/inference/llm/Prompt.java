package io.throughline.inference.llm;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/** A request for a chat completion from rules and what they are about. */
final class Prompt {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private Prompt() {}

  static JsonObject of(String rules, String text, double temperature, int mostTokens) {
    return JSON.createObjectBuilder()
        .add(
            "messages",
            JSON.createArrayBuilder().add(message("system", rules)).add(message("user", text)))
        .add("temperature", temperature)
        .add("max_tokens", mostTokens)
        .build();
  }

  /** Text between tags that it cannot close. */
  static String quoted(String opening, String text, String closing) {
    return opening + "\n" + text.replace("</", "< /") + "\n" + closing + "\n";
  }

  private static JsonObjectBuilder message(String role, String content) {
    return JSON.createObjectBuilder().add("role", role).add("content", content);
  }
}
