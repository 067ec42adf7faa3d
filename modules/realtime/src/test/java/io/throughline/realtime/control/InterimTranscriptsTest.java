package io.throughline.realtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.realtime.control.Message.Said;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterimTranscriptsTest {

  private static final Utterance SPEECH = new Utterance(0, new float[16_000]);

  @TempDir Path work;

  private final ScriptedTranscriber engine = new ScriptedTranscriber();
  private final RecordingClient client = new RecordingClient();
  private UtteranceTranscriber transcriber;
  private InterimTranscripts interim;

  @BeforeEach
  void open() {
    transcriber = new UtteranceTranscriber(engine, Telemetry.off(), work);
    interim =
        new InterimTranscripts(
            transcriber, client, Telemetry.off(), TraceCarrier.empty(), Thread::new);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    interim.close();
    try (var files = Files.list(work)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatIsBeingSaidIsTold() throws Exception {
    interim.offer(SPEECH, says("hello"));

    assertThat(((Said) client.await(Said.class::isInstance)).last()).isFalse();
  }

  @Test
  void whatIsStoppedIsInterruptedAndNeverTold() throws Exception {
    interim.offer(SPEECH, says("block"));
    engine.blocked.await();
    interim.stop();
    interim.close();

    assertThat(client.all()).isEmpty();
    assertThat(transcriber.isIdle()).isTrue();
  }

  @Test
  void anEngineThatFailsFailsQuietly() throws Exception {
    interim.offer(SPEECH, says("fail"));
    engine.asked.await();
    interim.close();

    assertThat(client.all()).isEmpty();
  }

  @Test
  void aClientThatIsGoneIsNobodyToTell() throws Exception {
    client.gone = true;
    interim.offer(SPEECH, says("hello"));
    engine.asked.await();
    interim.close();

    assertThat(client.all()).isEmpty();
  }

  private static StreamParameters says(String script) throws Exception {
    return StreamParameters.of(Map.of("prompt", List.of(script)));
  }
}
