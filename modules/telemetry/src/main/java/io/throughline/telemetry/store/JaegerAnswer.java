package io.throughline.telemetry.store;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Collection;

/** The envelope around everything that Jaeger's classic query API answers. */
public final class JaegerAnswer {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private JaegerAnswer() {}

  /** An answer with data. */
  public static JsonObject of(JsonArrayBuilder data, int total) {
    return JSON.createObjectBuilder()
        .add("data", data)
        .add("total", total)
        .add("limit", 0)
        .add("offset", 0)
        .add("errors", JsonValue.NULL)
        .build();
  }

  /** An answer with names. */
  public static JsonObject of(Collection<String> names) {
    return of(JSON.createArrayBuilder(names), names.size());
  }

  /** An answer that says what is wrong. */
  public static JsonObject error(int status, String message) {
    return JSON.createObjectBuilder()
        .add("data", JsonValue.NULL)
        .add("total", 0)
        .add("limit", 0)
        .add("offset", 0)
        .add(
            "errors",
            JSON.createArrayBuilder()
                .add(JSON.createObjectBuilder().add("code", status).add("msg", message)))
        .build();
  }

  /** The same as the v3 API says it. */
  public static JsonObject errorV3(int status, String message) {
    return JSON.createObjectBuilder()
        .add("error", JSON.createObjectBuilder().add("httpCode", status).add("message", message))
        .build();
  }
}
