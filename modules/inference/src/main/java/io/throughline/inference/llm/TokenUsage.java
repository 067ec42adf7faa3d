package io.throughline.inference.llm;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;

/**
 * What a server says it has read and written.
 *
 * @param input tokens; 0 if it does not say
 * @param output tokens; 0 if it does not say
 */
record TokenUsage(long input, long output) {

  /** From the member {@code usage} of an answer or of a stream's last event. */
  static TokenUsage of(JsonObject answer) {
    return answer.get("usage") instanceof JsonObject usage
        ? new TokenUsage(number(usage, "prompt_tokens"), number(usage, "completion_tokens"))
        : new TokenUsage(0, 0);
  }

  private static long number(JsonObject usage, String name) {
    return usage.get(name) instanceof JsonNumber number ? Math.max(0, number.longValue()) : 0;
  }
}
