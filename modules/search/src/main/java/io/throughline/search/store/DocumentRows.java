package io.throughline.search.store;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values of rows as the records of the API, and back. */
final class DocumentRows {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private DocumentRows() {}

  static DocumentKey key(Object tenant, Object collection, Object id) {
    return new DocumentKey((String) tenant, (String) collection, (String) id);
  }

  static DocumentKind kind(Object id) {
    return DocumentKind.valueOf(((String) id).toUpperCase(Locale.ROOT));
  }

  static Optional<String> text(Object value) {
    return Optional.ofNullable((String) value);
  }

  static Passage passage(Object text, Object start, Object end, Object speaker) {
    return new Passage(
        (String) text,
        start == null
            ? Optional.empty()
            : Optional.of(new Moment((Double) start, (Double) end, text(speaker))));
  }

  static long number(Object value) {
    return ((Number) value).longValue();
  }

  static Instant instant(Object value) {
    return value instanceof Timestamp time
        ? time.toInstant()
        : ((OffsetDateTime) value).toInstant();
  }

  static String json(Map<String, String> metadata) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    metadata.forEach(json::add);
    return json.build().toString();
  }

  static Map<String, String> metadata(Object json) {
    try (JsonReader reader = JSON.createReader(new StringReader((String) json))) {
      Map<String, String> metadata = new HashMap<>();
      reader
          .readObject()
          .forEach((name, value) -> metadata.put(name, ((JsonString) value).getString()));
      return metadata;
    }
  }

  /** An array as both drivers take it. */
  static Float[] array(float[] vector) {
    Float[] boxed = new Float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      boxed[i] = vector[i];
    }
    return boxed;
  }

  /** Drivers disagree on what an array is. */
  static float[] vector(Object value) {
    Object[] numbers = (Object[]) (value instanceof Array array ? elements(array) : value);
    float[] vector = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      vector[i] = ((Number) numbers[i]).floatValue();
    }
    return vector;
  }

  private static Object elements(Array array) {
    try {
      return array.getArray();
    } catch (SQLException e) {
      throw new IllegalStateException("an embedding cannot be read", e);
    }
  }
}
