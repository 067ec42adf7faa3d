package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.PcmAudio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes decoded audio for tests. */
final class SampleAudio {

  private static final int WAV_HEADER = 44;

  private SampleAudio() {}

  /** The samples folder of the project, from wherever in it the test runs. */
  static Path folder() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("samples/meeting.wav"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("samples/meeting.wav is in no folder above this one");
    }
    return at.resolve("samples");
  }

  static PcmAudio wav(Path wav, Path into) throws IOException {
    byte[] bytes = Files.readAllBytes(wav);
    ShortBuffer shorts =
        ByteBuffer.wrap(bytes, WAV_HEADER, bytes.length - WAV_HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    float[] samples = new float[shorts.remaining()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = shorts.get(i) / 32768f;
    }
    return of(samples, into);
  }

  static PcmAudio of(float[] samples, Path into) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(samples);
    Path file = Files.createTempFile(into, "audio", ".f32");
    Files.write(file, bytes.array());
    return PcmAudio.of(file, SphinxAudio.SAMPLE_RATE);
  }
}
