package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Timelines;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineSpeechTranscriberTest {

  private static final TranscriptionRequest SPEECH =
      new TranscriptionRequest(
          new PcmAudio(Path.of("none"), 16_000, 0),
          Optional.empty(),
          false,
          Optional.empty(),
          List.of());

  private final CountingEngine engine = new CountingEngine();
  private final EngineSpeechTranscriber transcriber =
      new EngineSpeechTranscriber(
          new EngineRunner(
              Telemetry.off(),
              new ModelCache(),
              Metrics.off(),
              new DeviceWork(
                  Telemetry.off(), Timelines.off(), Metrics.off(), Clock.systemUTC(), 1)),
          engine);

  @Test
  void theModelIsLoadedBeforeItIsNeededAndOnce() throws Exception {
    transcriber.load();
    transcriber.load();
    transcriber.transcribe(SPEECH);

    assertThat(transcriber.engine().id()).isEqualTo("counting");
    assertThat(engine.loads).hasValue(1);
  }

  @Test
  void anEngineThatFailsSaysSo() {
    engine.processFailure = new EngineException("counting", "broken");

    assertThatThrownBy(() -> transcriber.transcribe(SPEECH)).isSameAs(engine.processFailure);
  }

  @Test
  void anInterruptIsNoFailure() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(transcriber::load).isInstanceOf(InterruptedException.class);
  }
}
