package io.throughline.inference.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.DeviceInfo;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.control.ListedModel;
import io.throughline.inference.control.ModelSource;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelListTest {

  private static final EngineDescription ENGINE =
      new EngineDescription(
          "echo",
          "2.1",
          "parrot",
          PipelineStage.TRANSCRIBE,
          List.of("en", "de"),
          "cpu",
          "float32",
          List.of("Says what it hears."));

  @Test
  void whateverModelsASourceBringsAreListedById() {
    JsonObject list =
        listed(
            () -> List.of(ListedModel.here("whisper-1", ENGINE), ListedModel.here("echo", ENGINE)),
            () -> List.of(),
            () -> List.of(ListedModel.elsewhere("tiny-llm", "ollama", "chat")));

    assertThat(list.getString("object")).isEqualTo("list");
    assertThat(list.getJsonArray("data").getValuesAs(JsonObject.class))
        .extracting(model -> model.getString("id"))
        .containsExactly("echo", "tiny-llm", "whisper-1");
    assertThat(list).doesNotContainKey("devices");
  }

  @Test
  void anEngineIsDescribedWithItsLimits() {
    JsonObject model = only(ListedModel.here("whisper-1", ENGINE));

    assertThat(model)
        .hasToString(
            "{\"id\":\"whisper-1\",\"object\":\"model\",\"created\":0,\"owned_by\":\"throughline\","
                + "\"stage\":\"transcribe\",\"engine\":\"echo\",\"engine_version\":\"2.1\","
                + "\"model\":\"parrot\",\"device\":\"cpu\",\"languages\":[\"en\",\"de\"],"
                + "\"limits\":[\"Says what it hears.\"]}");
  }

  @Test
  void aModelOfAnotherServerHasWhatIsKnownOfIt() {
    JsonObject model =
        only(ListedModel.elsewhere("restore", "triton", "image").doing(List.of("enhance")));

    assertThat(model)
        .hasToString(
            "{\"id\":\"restore\",\"object\":\"model\",\"created\":0,\"owned_by\":\"triton\","
                + "\"stage\":\"image\",\"job_types\":[\"enhance\"]}");
  }

  @Test
  void theGraphicsCardIsThere() {
    DeviceInfo card = new DeviceInfo("Card", "9.0", "12.8", 1 << 30, 132);

    JsonObject list = ModelList.of(Stream.of(), Optional.of(card));

    assertThat(list.getJsonArray("devices").getJsonObject(0).getInt("multiprocessors"))
        .isEqualTo(132);
  }

  private static JsonObject only(ListedModel model) {
    return listed(() -> List.of(model)).getJsonArray("data").getJsonObject(0);
  }

  private static JsonObject listed(ModelSource... sources) {
    return ModelList.of(Stream.of(sources), Optional.empty());
  }
}
