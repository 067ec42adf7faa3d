package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.control.EngineCatalogue.Choice;
import io.throughline.inference.engine.gpu.Cuda;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineCatalogueTest {

  private static final String TRANSCRIBER = "sphinx4";
  private static final String ALIGNER = "sphinx4-aligner";
  private static final String DIARIZER = "sphinx4-speakerid";

  @Test
  void theChosenEnginesServeTheirStages() {
    EngineCatalogue catalogue = load(TRANSCRIBER, ALIGNER, DIARIZER);

    assertThat(catalogue.transcription().description().id()).isEqualTo(TRANSCRIBER);
    assertThat(catalogue.alignment().description().id()).isEqualTo(ALIGNER);
    assertThat(catalogue.diarization().description().id()).isEqualTo(DIARIZER);
    assertThat(catalogue.image().description().id()).isEqualTo("raster");
    assertThat(catalogue.descriptions())
        .extracting(EngineDescription::id)
        .contains(TRANSCRIBER, ALIGNER, DIARIZER)
        .doesNotHaveDuplicates();
  }

  @Test
  void theEngineThatTranscribesIsListedByOpenAisNameToo() {
    assertThat(load(TRANSCRIBER, ALIGNER, DIARIZER).models())
        .filteredOn(model -> model.stage().equals("transcribe"))
        .extracting(ListedModel::id)
        .containsExactly("whisper-1", TRANSCRIBER);
  }

  @Test
  void withoutACardAnyImageEngineIsTheProcessorsAndThatOfCardsIsNotThere() {
    EngineCatalogue catalogue =
        EngineCatalogue.load(
            EngineCatalogueTest.class.getClassLoader(),
            new Choice(TRANSCRIBER, ALIGNER, DIARIZER, "all-minilm-l6-v2", EngineCatalogue.ANY));
    boolean card = Cuda.probed().gpu().isPresent();

    assertThat(catalogue.image().description().id()).isEqualTo(card ? "cuda" : "raster");
    assertThat(catalogue.descriptions().stream().anyMatch(e -> e.device().equals("cuda")))
        .isEqualTo(card);
  }

  @ParameterizedTest
  @CsvSource({
    "nope, sphinx4-aligner, sphinx4-speakerid, throughline.speech.transcription-engine",
    "sphinx4, nope, sphinx4-speakerid, throughline.speech.alignment-engine",
    "sphinx4, sphinx4-aligner, nope, throughline.speech.diarization-engine"
  })
  void anUnknownEngineNamesItsSettingAndWhatThereIs(
      String transcriber, String aligner, String diarizer, String setting) {
    assertThatThrownBy(() -> load(transcriber, aligner, diarizer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(setting + "=nope names no engine; there are [")
        .hasMessageContaining("sphinx4");
  }

  private static EngineCatalogue load(String transcriber, String aligner, String diarizer) {
    return EngineCatalogue.load(
        EngineCatalogueTest.class.getClassLoader(),
        new Choice(transcriber, aligner, diarizer, "all-minilm-l6-v2", "raster"));
  }
}
