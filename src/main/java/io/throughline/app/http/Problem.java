package io.throughline.app.http;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/**
 * An error as every client gets it: RFC 9457 problem details. The extension member {@code error}
 * says the same in the shape that OpenAI's and WhisperX's clients read, so that one body serves
 * all.
 *
 * @param type last part of the problem type, stable
 * @param title the same for every occurrence
 * @param status HTTP status
 * @param detail this occurrence, without user content
 * @param field the request field at fault, or null
 */
record Problem(String type, String title, int status, String detail, String field) {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPE_BASE = "https://throughline.dev/problems/";

  JsonObject json(String instance, String requestId, String traceId) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("type", TYPE_BASE + type)
            .add("title", title)
            .add("status", status)
            .add("detail", detail)
            .add("instance", instance)
            .add("request_id", requestId)
            .add("trace_id", traceId);
    if (field != null) {
      json.add(
          "errors",
          JSON.createArrayBuilder()
              .add(JSON.createObjectBuilder().add("field", field).add("message", detail)));
    }
    return json.add("error", compatible()).build();
  }

  private JsonObjectBuilder compatible() {
    JsonObjectBuilder error =
        JSON.createObjectBuilder()
            .add("message", detail)
            .add("type", status < 500 ? "invalid_request_error" : "server_error")
            .add("code", type);
    if (field == null) {
      error.addNull("param");
    } else {
      error.add("param", field);
    }
    return error;
  }
}
