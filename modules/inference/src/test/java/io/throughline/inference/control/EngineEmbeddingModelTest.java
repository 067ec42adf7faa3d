package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EmbeddingEngine;
import io.throughline.inference.api.Embeddings;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.search.api.EmbeddingException;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Timelines;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EngineEmbeddingModelTest {

  private final CountingEmbedder engine = new CountingEmbedder();
  private final ModelCache models = new ModelCache();
  private final EngineEmbeddingModel model =
      new EngineEmbeddingModel(
          new EngineRunner(
              Telemetry.off(),
              models,
              Metrics.off(),
              new DeviceWork(
                  Telemetry.off(), Timelines.off(), Metrics.off(), Clock.systemUTC(), 1)),
          engine);

  @Test
  void theModelIsLoadedWhenItIsFirstNeededAndOnce() {
    assertThat(model.id()).isEqualTo("counting");
    assertThat(model.dimensions()).isEqualTo(1);
    assertThat(engine.loads).isZero();

    assertThat(model.embed(List.of("a", "b"))).hasSize(2);
    assertThat(model.embeddings(List.of("c")).tokens()).isEqualTo(1);
    assertThat(engine.loads).isEqualTo(1);
  }

  @Test
  void theModelIsClosedWithTheCache() {
    model.embed(List.of("a"));
    models.close();

    assertThat(engine.closes).isEqualTo(1);
  }

  @Test
  void anEngineThatFailsIsAnEmbeddingThatFails() {
    engine.failure = new EngineException("counting", "broken");

    assertThatThrownBy(() -> model.embed(List.of("a")))
        .isInstanceOf(EmbeddingException.class)
        .hasCause(engine.failure);
  }

  @Test
  void anInterruptIsNoFailureAndStaysOne() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> model.embed(List.of("a"))).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static final class CountingEmbedder implements EmbeddingEngine<AutoCloseable> {

    private int loads;
    private int closes;
    private EngineException failure;

    @Override
    public EngineDescription description() {
      return new EngineDescription(
          "counting", "1", "none", PipelineStage.EMBED, List.of(), "cpu", "float32", List.of());
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public AutoCloseable load() {
      loads++;
      return () -> closes++;
    }

    @Override
    public Embeddings process(AutoCloseable loaded, List<String> texts, Progress progress)
        throws EngineException {
      if (failure != null) {
        throw failure;
      }
      return new Embeddings(texts.stream().map(text -> new float[] {1}).toList(), texts.size());
    }
  }
}
