package io.throughline.search.boundary;

import io.throughline.search.api.InvalidSearchException;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.ws.rs.BadRequestException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** Reads a JSON object of known members as it streams in; nesting is refused where it begins. */
final class JsonMembers {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** Takes the value of a member; the parser stands at its first event. */
  interface Member {
    void read(JsonParser parser, Event first);
  }

  private JsonMembers() {}

  /**
   * @throws BadRequestException if it is not JSON
   * @throws InvalidSearchException if it is no object or has a member that is not known
   */
  static void read(InputStream body, Map<String, Member> members) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (!parser.hasNext() || parser.next() != Event.START_OBJECT) {
        throw new InvalidSearchException("body", "must be a JSON object");
      }
      Event event = parser.next();
      while (event == Event.KEY_NAME) {
        Member member = members.get(parser.getString());
        if (member == null) {
          throw new InvalidSearchException("body", "has a member that is not known here");
        }
        member.read(parser, parser.next());
        event = parser.next();
      }
      if (parser.hasNext()) {
        throw new BadRequestException("the body must be one JSON object");
      }
    } catch (JsonException | NoSuchElementException e) {
      throw new BadRequestException("the body is not JSON", e);
    }
  }

  /** A text or nothing, which null means, too. */
  static String text(String field, JsonParser parser, Event first) {
    return switch (first) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default -> throw new InvalidSearchException(field, "must be a text");
    };
  }

  /** Texts, numbers and truth values by name, all as texts. */
  static Map<String, String> values(String field, JsonParser parser, Event first, int most) {
    if (first != Event.START_OBJECT) {
      throw new InvalidSearchException(field, "must be an object");
    }
    Map<String, String> values = new HashMap<>();
    for (Event event = parser.next(); event == Event.KEY_NAME; event = parser.next()) {
      String name = parser.getString();
      values.put(name, scalar(field, parser, parser.next()));
      if (values.size() > most) {
        throw new InvalidSearchException(field, "must not have more than " + most + " members");
      }
    }
    return values;
  }

  private static String scalar(String field, JsonParser parser, Event event) {
    return switch (event) {
      case VALUE_STRING, VALUE_NUMBER -> parser.getString();
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      default ->
          throw new InvalidSearchException(field, "must have texts, numbers and truth values only");
    };
  }
}
