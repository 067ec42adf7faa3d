package io.throughline.inference.llm;

import io.throughline.inference.api.Embeddings;
import io.throughline.inference.control.TextEmbedder;
import io.throughline.inference.remote.Calls;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.search.api.EmbeddingException;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Embeddings by a server that speaks OpenAI's protocol. Thread-safe. */
final class OpenAiEmbeddings implements TextEmbedder {

  private static final String PATH = "/embeddings";
  private static final String OPERATION = "embeddings";

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final OpenAiClient client;
  private final int dimensions;
  private final Calls calls;
  private final Telemetry telemetry;
  private final LanguageMetrics metrics;

  OpenAiEmbeddings(
      OpenAiClient client,
      int dimensions,
      Calls calls,
      Telemetry telemetry,
      LanguageMetrics metrics) {
    this.client = client;
    this.dimensions = dimensions;
    this.calls = calls;
    this.telemetry = telemetry;
    this.metrics = metrics;
  }

  @Override
  public String id() {
    return client.server().model();
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public Embeddings embeddings(List<String> texts) {
    OpenAiServer server = client.server();
    SpanSpec spec =
        SpanSpec.client(OPERATION + " " + server.model())
            .with("gen_ai.operation.name", OPERATION)
            .with("gen_ai.provider.name", server.provider())
            .with("gen_ai.request.model", server.model())
            .with("server.address", server.url().getHost())
            .with("server.port", server.port());
    try {
      return telemetry.<Embeddings, RuntimeException>inSpan(
          spec, span -> metrics.measured(OPERATION, server, span, s -> embedded(texts, s)));
    } catch (RemoteServerException e) {
      throw new EmbeddingException("the embeddings server gave none: " + e.getMessage(), e);
    }
  }

  private Embeddings embedded(List<String> texts, ActiveSpan span) {
    JsonArrayBuilder input = JSON.createArrayBuilder();
    texts.forEach(input::add);
    JsonObject request =
        JSON.createObjectBuilder()
            .add("model", id())
            .add("input", input)
            .add("encoding_format", "float")
            .build();
    JsonObject answer = calls.call(() -> client.post(PATH, request, client.server().limit()));
    long tokens = TokenUsage.of(answer).input();
    span.set("gen_ai.usage.input_tokens", tokens);
    return new Embeddings(vectors(answer, texts.size()), tokens);
  }

  private List<float[]> vectors(JsonObject answer, int count) {
    float[][] vectors = new float[count][];
    if (answer.get("data") instanceof JsonArray data && data.size() == count) {
      for (JsonValue value : data) {
        if (value instanceof JsonObject item
            && item.get("index") instanceof JsonNumber index
            && index.intValue() >= 0
            && index.intValue() < count
            && item.get("embedding") instanceof JsonArray numbers) {
          vectors[index.intValue()] = unit(numbers);
        }
      }
    }
    if (Arrays.stream(vectors).anyMatch(vector -> vector == null)) {
      throw OpenAiServer.FAILURES.unreadable(null);
    }
    return new ArrayList<>(List.of(vectors));
  }

  /** Of length 1, which not every model's vectors have; null if it is none of this model. */
  private float[] unit(JsonArray numbers) {
    if (numbers.size() != dimensions || !numbers.stream().allMatch(JsonNumber.class::isInstance)) {
      return null;
    }
    double[] values =
        numbers.stream().mapToDouble(number -> ((JsonNumber) number).doubleValue()).toArray();
    double length = Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (length == 0 ? 0 : values[i] / length);
    }
    return vector;
  }
}
