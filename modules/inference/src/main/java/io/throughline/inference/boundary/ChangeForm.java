package io.throughline.inference.boundary;

import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.JobChanges;
import io.throughline.job.api.RequestValue;
import io.throughline.job.api.Retention;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Reads what is to change about a transcription: a JSON merge patch (RFC 7396) of two members. */
final class ChangeForm {

  private static final String PRIORITY = "priority";

  private ChangeForm() {}

  static JobChanges of(JsonObject body) {
    if (body == null || body.isEmpty()) {
      throw new InvalidRequestException("body", "must have priority, retention or both");
    }
    for (String name : body.keySet()) {
      if (!name.equals(PRIORITY) && !name.equals(Retention.FIELD)) {
        throw new InvalidRequestException(
            "body", "has a member that cannot be changed; priority and retention can");
      }
    }
    return new JobChanges(
        RequestValue.integer(
            PRIORITY,
            text(body, PRIORITY),
            TranscriptionForm.LOWEST_PRIORITY,
            TranscriptionForm.HIGHEST_PRIORITY),
        Retention.requested(text(body, Retention.FIELD)));
  }

  /** A number as it is written; null if the member is not there. */
  private static String text(JsonObject body, String name) {
    JsonValue value = body.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonNumber number) {
      return number.toString();
    }
    throw new InvalidRequestException(name, "must be a number");
  }
}
