package io.throughline.inference.llm;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Looks through server-sent events that pass by for the one that says what was used. */
final class StreamUsage {

  private static final String DATA = "data:";
  private static final int LONGEST_LINE = 64 * 1024;

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Optional<JsonObject> last = Optional.empty();

  void see(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        look();
        line.reset();
      } else if (line.size() < LONGEST_LINE) {
        line.write(bytes[i]);
      }
    }
  }

  /** The last event with {@code usage}; servers send one if they are asked to. */
  Optional<JsonObject> last() {
    return last;
  }

  private void look() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    if (!text.startsWith(DATA) || !text.contains("\"usage\"")) {
      return;
    }
    byte[] json = text.substring(DATA.length()).getBytes(StandardCharsets.UTF_8);
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(json))) {
      JsonObject event = reader.readObject();
      if (event.get("usage") instanceof JsonObject) {
        last = Optional.of(event);
      }
    } catch (RuntimeException e) {
      // no event of the protocol; it is passed on all the same
    }
  }
}
