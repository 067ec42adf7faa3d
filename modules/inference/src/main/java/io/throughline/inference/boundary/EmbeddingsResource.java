package io.throughline.inference.boundary;

import io.throughline.inference.api.Embeddings;
import io.throughline.inference.control.TextEmbedder;
import io.throughline.job.api.InvalidRequestException;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** OpenAI's embeddings, by the model that search uses. */
@Path("/v1/embeddings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EmbeddingsResource {

  /** OpenAI's own names mean the model that there is. */
  private static final String ALIASES = "text-embedding-";

  private static final int MOST_TEXTS = 256;
  private static final String INPUT = "input";

  @Inject TextEmbedder embedder;

  /** Embeds one text or a list of texts. */
  @POST
  public JsonObject embed(InputStream body) throws IOException {
    JsonObject request = SmallJson.read(body);
    checkModel(request);
    checkDimensions(request);
    boolean base64 = isBase64(request);
    Embeddings embeddings = embedder.embeddings(texts(request));
    return EmbeddingsJson.of(embedder.id(), embeddings, base64);
  }

  private void checkModel(JsonObject request) {
    JsonValue model = request.get("model");
    if (model == null || model == JsonValue.NULL) {
      return;
    }
    if (!(model instanceof JsonString name)
        || !(name.getString().equals(embedder.id()) || name.getString().startsWith(ALIASES))) {
      throw new NotFoundException("there is no such model here; /v1/models lists what there is");
    }
  }

  private void checkDimensions(JsonObject request) {
    if (request.containsKey("dimensions")
        && !request.get("dimensions").toString().equals(Integer.toString(embedder.dimensions()))) {
      throw new InvalidRequestException(
          "dimensions", "must be " + embedder.dimensions() + " or left out");
    }
  }

  private static boolean isBase64(JsonObject request) {
    JsonValue format = request.getOrDefault("encoding_format", JsonValue.NULL);
    if (format == JsonValue.NULL
        || format instanceof JsonString name && name.getString().equals("float")) {
      return false;
    }
    if (format instanceof JsonString name && name.getString().equals("base64")) {
      return true;
    }
    throw new InvalidRequestException("encoding_format", "must be float or base64");
  }

  private static List<String> texts(JsonObject request) {
    JsonValue input = request.getOrDefault(INPUT, JsonValue.NULL);
    List<? extends JsonValue> all =
        input.getValueType() == JsonValue.ValueType.ARRAY ? input.asJsonArray() : List.of(input);
    if (all.isEmpty()
        || all.size() > MOST_TEXTS
        || !all.stream().allMatch(EmbeddingsResource::isText)) {
      throw new InvalidRequestException(
          INPUT, "must be a text or a list of 1 to " + MOST_TEXTS + " texts, none of them empty");
    }
    return all.stream().map(text -> ((JsonString) text).getString()).toList();
  }

  private static boolean isText(JsonValue value) {
    return value instanceof JsonString text && !text.getString().isEmpty();
  }
}
