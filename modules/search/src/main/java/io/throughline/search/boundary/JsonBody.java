package io.throughline.search.boundary;

import io.throughline.search.api.InvalidSearchException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A small JSON object as somebody sent it; a wrong member is named, its value never quoted. */
record JsonBody(JsonObject json) {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int MOST_BYTES = 64 * 1024;
  private static final int TOO_LARGE = 413;

  /**
   * @param members that it may have
   */
  static JsonBody read(InputStream body, Set<String> members) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new ClientErrorException("the body is larger than " + MOST_BYTES + " bytes", TOO_LARGE);
    }
    JsonObject json = parse(bytes);
    if (!members.containsAll(json.keySet())) {
      throw new InvalidSearchException(
          "body", "has an unknown member; there are " + String.join(", ", sorted(members)));
    }
    return new JsonBody(json);
  }

  private static List<String> sorted(Set<String> members) {
    return members.stream().sorted().toList();
  }

  private static JsonObject parse(byte[] bytes) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(bytes))) {
      if (reader.readValue() instanceof JsonObject object) {
        return object;
      }
    } catch (RuntimeException e) {
      // Not only JsonException: nesting that is too deep is a plain one. All get the one answer.
    }
    throw new BadRequestException("the body must be a JSON object");
  }

  Optional<String> text(String name) {
    return value(name)
        .map(
            value -> {
              if (value instanceof JsonString text) {
                return text.getString();
              }
              throw new InvalidSearchException(name, "must be a text");
            });
  }

  /** A text that has to be there. */
  String required(String name) {
    return text(name).orElseThrow(() -> new InvalidSearchException(name, "is missing"));
  }

  boolean flag(String name) {
    return value(name)
        .map(
            value -> {
              if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
                return value == JsonValue.TRUE;
              }
              throw new InvalidSearchException(name, "must be true or false");
            })
        .orElse(false);
  }

  int integer(String name, int otherwise, int min, int max) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get() instanceof JsonNumber number
        && number.isIntegral()
        && number.doubleValue() >= min
        && number.doubleValue() <= max) {
      return number.intValue();
    }
    throw new InvalidSearchException(name, "must be a whole number from " + min + " to " + max);
  }

  List<String> texts(String name, int most) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get().getValueType() == JsonValue.ValueType.ARRAY) {
      List<JsonValue> all = value.get().asJsonArray();
      if (all.size() <= most && all.stream().allMatch(JsonString.class::isInstance)) {
        return all.stream().map(text -> ((JsonString) text).getString()).toList();
      }
    }
    throw new InvalidSearchException(name, "must be a list of at most " + most + " texts");
  }

  private Optional<JsonValue> value(String name) {
    return Optional.ofNullable(json.get(name)).filter(value -> value != JsonValue.NULL);
  }
}
