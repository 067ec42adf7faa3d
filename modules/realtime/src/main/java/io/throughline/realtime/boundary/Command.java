package io.throughline.realtime.boundary;

import io.throughline.realtime.control.RealtimeSession;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Optional;

/** What a client says in a text message. */
@FunctionalInterface
interface Command {

  void giveTo(RealtimeSession session) throws InterruptedException;

  /** Reads a message; empty if it is none. */
  static Optional<Command> of(String text) {
    JsonObject message;
    try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(text))) {
      message = reader.readObject();
    } catch (RuntimeException e) {
      // Not only JsonException: nesting that is too deep is a plain one.
      return Optional.empty();
    }
    return switch (text(message, "type").orElse("")) {
      case "flush" -> Optional.of(RealtimeSession::flush);
      case "end" -> Optional.of(RealtimeSession::end);
      case "config" ->
          Optional.of(
              session -> session.configure(text(message, "language"), text(message, "prompt")));
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(JsonObject message, String name) {
    return message.get(name) instanceof JsonString value
        ? Optional.of(value.getString())
        : Optional.empty();
  }
}
