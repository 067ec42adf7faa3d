package io.throughline.inference.boundary;

import io.throughline.inference.api.LanguageModelException;
import io.throughline.inference.llm.ChatCompletions;
import io.throughline.inference.llm.LanguageModels;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;

/** OpenAI's chat completions, passed on to the configured server. */
@Path("/v1/chat/completions")
public class ChatResource {

  @Inject LanguageModels models;
  @Inject Telemetry telemetry;

  /** Completes a chat, at once or, with {@code stream}, as server-sent events while it is made. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
  public Response complete(InputStream body) throws IOException {
    JsonObject request = SmallJson.read(body);
    ChatCompletions chat =
        models.chat().orElseThrow(() -> LanguageModelException.none("THROUGHLINE_LLM_URL"));
    check(request, chat);
    if (request.get("stream") == JsonValue.TRUE) {
      TraceCarrier parent = telemetry.capture();
      StreamingOutput events =
          to -> {
            try {
              chat.stream(request, parent, to);
            } catch (RemoteServerException e) {
              throw LanguageModelException.of(e.status(), e);
            }
          };
      return Response.ok(events, MediaType.SERVER_SENT_EVENTS).build();
    }
    try {
      return Response.ok(chat.complete(request), MediaType.APPLICATION_JSON).build();
    } catch (RemoteServerException e) {
      throw LanguageModelException.of(e.status(), e);
    }
  }

  private static void check(JsonObject request, ChatCompletions chat) {
    if (!(request.get("messages") instanceof JsonArray messages) || messages.isEmpty()) {
      throw new InvalidRequestException("messages", "must be a list with at least one message");
    }
    if (request.containsKey("model")
        && !(request.get("model") instanceof JsonString name
            && name.getString().equals(chat.model()))) {
      throw new NotFoundException("there is no such model here; /v1/models lists what there is");
    }
    JsonValue stream = request.getOrDefault("stream", JsonValue.FALSE);
    if (stream != JsonValue.TRUE && stream != JsonValue.FALSE && stream != JsonValue.NULL) {
      throw new InvalidRequestException("stream", "must be true or false");
    }
  }
}
