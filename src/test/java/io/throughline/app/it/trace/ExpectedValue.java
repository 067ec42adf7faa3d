package io.throughline.app.it.trace;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.function.Predicate;

/**
 * What an attribute's value must be.
 *
 * @param description stands in the tree for every value that fits
 */
public record ExpectedValue(String description, Predicate<JsonValue> fits) {

  static ExpectedValue exactly(Object value) {
    JsonValue json = json(value);
    return new ExpectedValue(json.toString(), actual -> actual.toString().equals(json.toString()));
  }

  private static JsonValue json(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (value instanceof Integer number) {
      return Json.createValue(number);
    }
    return value instanceof Double number
        ? Json.createValue(number)
        : Json.createValue(String.valueOf(value));
  }

  /** Text that all of {@code regex} matches. */
  public static ExpectedValue matching(String regex) {
    return new ExpectedValue(
        "/" + regex + "/",
        actual -> actual instanceof JsonString text && text.getString().matches(regex));
  }

  /** A number of any type within limits. */
  public static ExpectedValue between(double low, double high) {
    return new ExpectedValue(
        "[" + low + ".." + high + "]",
        actual ->
            actual instanceof JsonNumber number
                && number.doubleValue() >= low
                && number.doubleValue() <= high);
  }

  /** A duration that was measured: more than nothing, less than the test may take. */
  public static ExpectedValue seconds() {
    return between(1e-9, 600);
  }

  /** A duration that was measured, as {@link #seconds()}, in thousandths. */
  public static ExpectedValue milliseconds() {
    return between(1e-6, 600_000);
  }

  /** A whole number of at least one. */
  public static ExpectedValue count() {
    return new ExpectedValue(
        "1 or more",
        actual ->
            actual instanceof JsonNumber number && number.isIntegral() && number.longValue() >= 1);
  }

  /** An id or key: the trace test needs no more than that it is there. */
  public static ExpectedValue id() {
    return matching("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }
}
