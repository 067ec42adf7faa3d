package io.throughline.job.api;

import java.util.OptionalInt;

/** Reads values of requests; a wrong one names its field. */
public final class RequestValue {

  private RequestValue() {}

  /**
   * A whole number, or empty if {@code text} is null or blank.
   *
   * @param field name of the form field or query parameter
   * @throws InvalidRequestException if it is not a whole number from {@code min} to {@code max}
   */
  public static OptionalInt integer(String field, String text, int min, int max) {
    if (text == null || text.isBlank()) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= min && value <= max) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // falls through to the one answer for every wrong number
    }
    throw new InvalidRequestException(field, "must be a whole number from " + min + " to " + max);
  }
}
