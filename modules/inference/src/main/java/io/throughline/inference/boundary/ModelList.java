package io.throughline.inference.boundary;

import io.throughline.inference.api.DeviceInfo;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.control.ListedModel;
import io.throughline.inference.control.ModelSource;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Models in the form of OpenAI's list, by id, with what else there is to say of them. */
final class ModelList {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private ModelList() {}

  /**
   * @param device the graphics card, if there is one
   */
  static JsonObject of(Stream<ModelSource> sources, Optional<DeviceInfo> device) {
    JsonArrayBuilder data = JSON.createArrayBuilder();
    sources
        .flatMap(source -> source.models().stream())
        .sorted(Comparator.comparing(ListedModel::id))
        .forEach(model -> data.add(json(model)));
    JsonObjectBuilder list = JSON.createObjectBuilder().add("object", "list").add("data", data);
    device.ifPresent(info -> list.add("devices", JSON.createArrayBuilder().add(json(info))));
    return list.build();
  }

  private static JsonObjectBuilder json(ListedModel model) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", model.id())
            .add("object", "model")
            .add("created", 0)
            .add("owned_by", model.owner())
            .add("stage", model.stage());
    if (!model.jobTypes().isEmpty()) {
      json.add("job_types", array(model.jobTypes()));
    }
    model.engine().ifPresent(engine -> describe(engine, json));
    return json;
  }

  private static void describe(EngineDescription engine, JsonObjectBuilder json) {
    json.add("engine", engine.id())
        .add("engine_version", engine.version())
        .add("model", engine.model())
        .add("device", engine.device())
        .add("languages", array(engine.languages()))
        .add("limits", array(engine.limits()));
  }

  private static JsonObjectBuilder json(DeviceInfo info) {
    return JSON.createObjectBuilder()
        .add("device", "cuda")
        .add("name", info.name())
        .add("compute_capability", info.architecture())
        .add("driver", info.driver())
        .add("memory_bytes", info.memoryBytes())
        .add("multiprocessors", info.multiprocessors());
  }

  private static JsonArrayBuilder array(List<String> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(array::add);
    return array;
  }
}
