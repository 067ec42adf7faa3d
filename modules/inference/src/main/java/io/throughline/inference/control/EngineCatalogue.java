package io.throughline.inference.control;

import io.throughline.inference.api.AlignmentEngine;
import io.throughline.inference.api.DiarizationEngine;
import io.throughline.inference.api.EmbeddingEngine;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.StageEngine;
import io.throughline.inference.api.TranscriptionEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The engines on the class path and the one chosen for each stage.
 *
 * @param all every engine found
 * @param transcription serves the transcribe stage
 * @param alignment serves the align stage
 * @param diarization serves the diarize stage
 * @param embedding embeds what is searched
 * @param image changes pictures
 */
public record EngineCatalogue(
    List<StageEngine<?, ?, ?>> all,
    TranscriptionEngine<?> transcription,
    AlignmentEngine<?> alignment,
    DiarizationEngine<?> diarization,
    EmbeddingEngine<?> embedding,
    ImageEngine<?> image)
    implements ModelSource {

  /** Stands for the best engine that this machine can run. */
  public static final String ANY = "auto";

  private static final String OPENAI_TRANSCRIPTION = "whisper-1";

  /** In the order in which they are preferred, where any will do. */
  private static final List<String> PREFERRED = List.of("cuda", "raster");

  /** Ids of the engines to use, as configured. */
  public record Choice(
      String transcription, String alignment, String diarization, String embedding, String image) {}

  public EngineCatalogue {
    all = List.copyOf(all);
  }

  /**
   * Finds the engines with {@link ServiceLoader}, without those that this machine cannot run.
   *
   * @throws IllegalArgumentException if a chosen engine is not there; the message names the setting
   */
  public static EngineCatalogue load(ClassLoader classes, Choice choice) {
    List<StageEngine<?, ?, ?>> all = new ArrayList<>();
    List<TranscriptionEngine<?>> transcribers = new ArrayList<>();
    List<AlignmentEngine<?>> aligners = new ArrayList<>();
    List<DiarizationEngine<?>> diarizers = new ArrayList<>();
    List<EmbeddingEngine<?>> embedders = new ArrayList<>();
    List<ImageEngine<?>> painters = new ArrayList<>();
    ServiceLoader.load(TranscriptionEngine.class, classes).forEach(e -> transcribers.add(e));
    ServiceLoader.load(AlignmentEngine.class, classes).forEach(e -> aligners.add(e));
    ServiceLoader.load(DiarizationEngine.class, classes).forEach(e -> diarizers.add(e));
    ServiceLoader.load(EmbeddingEngine.class, classes).forEach(e -> embedders.add(e));
    ServiceLoader.load(ImageEngine.class, classes).forEach(e -> painters.add(e));
    for (List<? extends StageEngine<?, ?, ?>> kind :
        List.of(transcribers, aligners, diarizers, embedders, painters)) {
      kind.removeIf(engine -> !engine.isAvailable());
      all.addAll(kind);
    }
    return new EngineCatalogue(
        all,
        chosen(transcribers, choice.transcription(), "throughline.speech.transcription-engine"),
        chosen(aligners, choice.alignment(), "throughline.speech.alignment-engine"),
        chosen(diarizers, choice.diarization(), "throughline.speech.diarization-engine"),
        chosen(embedders, choice.embedding(), "throughline.search.embedding-engine"),
        chosen(painters, choice.image(), "throughline.image.engine"));
  }

  /** What every engine says of itself. */
  List<EngineDescription> descriptions() {
    return all.stream().map(StageEngine::description).toList();
  }

  /** Every engine, and the one that transcribes once more by the name that OpenAI's clients use. */
  @Override
  public List<ListedModel> models() {
    List<ListedModel> models = new ArrayList<>();
    models.add(ListedModel.here(OPENAI_TRANSCRIPTION, transcription.description()));
    descriptions().forEach(about -> models.add(ListedModel.here(about.id(), about)));
    return models;
  }

  private static <E extends StageEngine<?, ?, ?>> E chosen(
      List<E> engines, String id, String setting) {
    if (id.equals(ANY)) {
      return PREFERRED.stream()
          .flatMap(best -> engines.stream().filter(e -> e.description().id().equals(best)))
          .findFirst()
          .orElseGet(() -> engines.get(0));
    }
    return engines.stream()
        .filter(engine -> engine.description().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    setting
                        + "="
                        + id
                        + " names no engine; there are "
                        + engines.stream().map(e -> e.description().id()).toList()));
  }
}
