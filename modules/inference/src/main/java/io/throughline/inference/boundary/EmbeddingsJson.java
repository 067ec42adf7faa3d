package io.throughline.inference.boundary;

import io.throughline.inference.api.Embeddings;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Embeddings in the form of OpenAI's API. */
final class EmbeddingsJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private EmbeddingsJson() {}

  /**
   * @param base64 true for little-endian floats in base64 instead of lists of numbers
   */
  static JsonObject of(String model, Embeddings embeddings, boolean base64) {
    JsonArrayBuilder data = JSON.createArrayBuilder();
    for (int i = 0; i < embeddings.vectors().size(); i++) {
      float[] vector = embeddings.vectors().get(i);
      JsonObjectBuilder item =
          JSON.createObjectBuilder().add("object", "embedding").add("index", i);
      data.add(base64 ? item.add("embedding", bytes(vector)) : item.add("embedding", list(vector)));
    }
    return JSON.createObjectBuilder()
        .add("object", "list")
        .add("data", data)
        .add("model", model)
        .add(
            "usage",
            JSON.createObjectBuilder()
                .add("prompt_tokens", embeddings.tokens())
                .add("total_tokens", embeddings.tokens()))
        .build();
  }

  private static String bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static JsonArrayBuilder list(float[] vector) {
    JsonArrayBuilder numbers = JSON.createArrayBuilder();
    for (float number : vector) {
      // As the shortest decimal that is this float; as a double it would have digits of nothing.
      numbers.add(new BigDecimal(Float.toString(number)));
    }
    return numbers;
  }
}
