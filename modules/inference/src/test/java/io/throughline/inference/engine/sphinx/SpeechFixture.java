package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.PcmAudio;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Audio for the engine tests. */
abstract class SpeechFixture {

  @TempDir Path folder;

  /** The first two turns of the meeting. */
  public PcmAudio speech() throws IOException {
    PcmAudio meeting = meeting();
    return SampleAudio.of(meeting.readSeconds(0, 9.6), folder);
  }

  public PcmAudio silence(int samples) throws IOException {
    return SampleAudio.of(new float[samples], folder);
  }

  PcmAudio meeting() throws IOException {
    return SampleAudio.wav(SampleAudio.folder().resolve("meeting.wav"), folder);
  }
}
