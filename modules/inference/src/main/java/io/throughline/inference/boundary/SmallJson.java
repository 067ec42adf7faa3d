package io.throughline.inference.boundary;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a JSON object that fits into memory. */
final class SmallJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int MOST_BYTES = 4 << 20;

  private SmallJson() {}

  static JsonObject read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new ClientErrorException(
          "the body must not have more than " + MOST_BYTES + " bytes",
          Status.REQUEST_ENTITY_TOO_LARGE);
    }
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(bytes))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Not only JsonException: nesting that is too deep is a plain one.
      throw new BadRequestException("the body must be a JSON object");
    }
  }
}
