package io.throughline.app.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;

/** A line of the server's log. */
record LogLine(JsonObject json) {

  /**
   * @throws jakarta.json.JsonException if it is not JSON
   */
  static LogLine of(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return new LogLine(reader.readObject());
    }
  }

  static List<LogLine> of(LibertyServer server) throws IOException {
    return server.messages().stream().map(LogLine::of).toList();
  }

  boolean has(String field) {
    return json.containsKey(field);
  }

  /** The field, or an empty string. */
  String get(String field) {
    return json.getString(field, "");
  }
}
