package io.throughline.inference.boundary;

import io.throughline.inference.api.DeviceInfo;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.control.EngineCatalogue;
import io.throughline.inference.control.GpuBeans;
import io.throughline.inference.llm.LanguageModels;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The engines of this server in the form of OpenAI's model list, with their honest limits. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  @Inject EngineCatalogue engines;
  @Inject LanguageModels languages;
  @Inject GpuBeans graphics;

  /**
   * Every engine, OpenAI's model name for the one that transcribes, and models of other servers.
   */
  @GET
  public JsonObject list() {
    JsonArrayBuilder data = JSON.createArrayBuilder();
    data.add(model("whisper-1", engines.transcription().description()));
    engines.descriptions().forEach(about -> data.add(model(about.id(), about)));
    languages.chat().ifPresent(chat -> data.add(remote(chat.model(), chat.provider(), "chat")));
    if (engines.descriptions().stream().noneMatch(e -> e.id().equals(languages.embedding().id()))) {
      data.add(remote(languages.embedding().id(), "remote", PipelineStage.EMBED.id()));
    }
    JsonObjectBuilder list = JSON.createObjectBuilder().add("object", "list").add("data", data);
    graphics.device().ifPresent(info -> list.add("devices", array(info)));
    return list.build();
  }

  private static JsonArrayBuilder array(DeviceInfo info) {
    return JSON.createArrayBuilder()
        .add(
            JSON.createObjectBuilder()
                .add("device", "cuda")
                .add("name", info.name())
                .add("compute_capability", info.architecture())
                .add("driver", info.driver())
                .add("memory_bytes", info.memoryBytes())
                .add("multiprocessors", info.multiprocessors()));
  }

  private static JsonObjectBuilder model(String id, EngineDescription about) {
    return JSON.createObjectBuilder()
        .add("id", id)
        .add("object", "model")
        .add("created", 0)
        .add("owned_by", "throughline")
        .add("engine", about.id())
        .add("engine_version", about.version())
        .add("model", about.model())
        .add("stage", about.stage().id())
        .add("device", about.device())
        .add("languages", array(about.languages()))
        .add("limits", array(about.limits()));
  }

  private static JsonObjectBuilder remote(String id, String owner, String stage) {
    return JSON.createObjectBuilder()
        .add("id", id)
        .add("object", "model")
        .add("created", 0)
        .add("owned_by", owner)
        .add("stage", stage);
  }

  private static JsonArrayBuilder array(List<String> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(array::add);
    return array;
  }
}
