package io.throughline.app.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An HTTP answer with its body read. */
public record Answer(HttpResponse<byte[]> response) {

  public int status() {
    return response.statusCode();
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  byte[] bytes() {
    return response.body();
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  public JsonObject json() {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes()))) {
      return reader.readObject();
    }
  }

  /** What AssertJ prints when an assertion about this answer fails. */
  @Override
  public String toString() {
    return status() + " " + response.headers().map() + "\n" + text();
  }
}
