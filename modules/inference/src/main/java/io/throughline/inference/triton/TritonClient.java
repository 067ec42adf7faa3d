package io.throughline.inference.triton;

import io.throughline.inference.api.Picture;
import io.throughline.inference.remote.CappedBytes;
import io.throughline.inference.remote.HttpExchanges;
import io.throughline.inference.remote.RemoteServerException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks the Open Inference Protocol with one server: readiness, metadata, and inference with raw
 * tensors behind the JSON. Believes nothing that it answers. Thread-safe.
 */
final class TritonClient {

  private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  private static final String BINARY = "binary_tensor_data";
  private static final int MOST_METADATA = 1 << 20;

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final TritonServer server;
  private final HttpExchanges exchanges;

  TritonClient(TritonServer server, HttpExchanges exchanges) {
    this.server = server;
    this.exchanges = exchanges;
  }

  /**
   * Asks whether a model is ready and what it takes and gives.
   *
   * @return empty if it does not take one picture and give one, or the server takes no raw tensors
   * @throws RemoteServerException if the model is not ready
   */
  Optional<TritonModel> model(String name, Duration limit) {
    String path = "/v2/models/" + name;
    get(path + "/ready", limit);
    if (!speaksBinary(json(get("/v2", limit)))) {
      return Optional.empty();
    }
    return TritonModel.of(name, json(get(path, limit)));
  }

  private static boolean speaksBinary(JsonObject about) {
    return about.get("extensions") instanceof JsonArray extensions
        && extensions.stream()
            .anyMatch(value -> value instanceof JsonString text && text.getString().equals(BINARY));
  }

  private byte[] get(String path, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.at(path)).header("Accept", "application/json").GET();
    return exchanges.exchange(request, limit, info -> new CappedBytes(MOST_METADATA)).body();
  }

  /**
   * Has a model work on a picture.
   *
   * @param parameters hints and values that go with the request
   * @param mostBytes of its answer
   * @throws RemoteServerException if no picture comes back within {@code limit}
   */
  Picture infer(
      TritonModel model,
      Picture picture,
      Map<String, Object> parameters,
      int mostBytes,
      Duration limit) {
    byte[] tensor = model.input().encode(picture);
    byte[] head = head(model, picture, parameters, tensor.length);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.at("/v2/models/" + model.name() + "/infer"))
            .header("Content-Type", "application/octet-stream")
            .header(HEADER_LENGTH, Integer.toString(head.length))
            .POST(BodyPublishers.ofByteArrays(List.of(head, tensor)));
    HttpResponse<byte[]> answer =
        exchanges.exchange(request, limit, info -> new CappedBytes(mostBytes));
    return picture(model, answer).orElseThrow(() -> TritonServer.FAILURES.unreadable(null));
  }

  private static byte[] head(
      TritonModel model, Picture picture, Map<String, Object> parameters, int bytes) {
    JsonObjectBuilder input =
        JSON.createObjectBuilder()
            .add("name", model.input().name())
            .add("shape", JSON.createArrayBuilder(model.input().shape(picture)))
            .add("datatype", model.input().datatype())
            .add("parameters", JSON.createObjectBuilder().add("binary_data_size", bytes));
    JsonObjectBuilder output =
        JSON.createObjectBuilder()
            .add("name", model.output().name())
            .add("parameters", JSON.createObjectBuilder().add("binary_data", true));
    return JSON.createObjectBuilder()
        .add("parameters", JSON.createObjectBuilder(parameters))
        .add("inputs", JSON.createArrayBuilder().add(input))
        .add("outputs", JSON.createArrayBuilder().add(output))
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Picture> picture(TritonModel model, HttpResponse<byte[]> answer) {
    byte[] body = answer.body();
    long head = answer.headers().firstValueAsLong(HEADER_LENGTH).orElse(-1);
    if (head < 0 || head > body.length) {
      return Optional.empty();
    }
    JsonObject json = json(body, (int) head);
    if (json.get("outputs") instanceof JsonArray outputs
        && outputs.size() == 1
        && outputs.get(0) instanceof JsonObject output
        && output.get("name") instanceof JsonString name
        && name.getString().equals(model.output().name())
        && output.get("datatype") instanceof JsonString datatype
        && datatype.getString().equals(model.output().datatype())) {
      return TritonModel.shape(output.get("shape"))
          .flatMap(
              shape -> model.output().decode(shape, body, (int) head, body.length - (int) head));
    }
    return Optional.empty();
  }

  private static JsonObject json(byte[] body) {
    return json(body, body.length);
  }

  private static JsonObject json(byte[] body, int length) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(body, 0, length))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Not only JsonException: nesting that is too deep is a plain one.
      throw TritonServer.FAILURES.unreadable(e);
    }
  }
}
