package io.throughline.upload.control;

import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Measures how long probing and decoding take and how they end. */
public final class MeasuredAudioDecoder implements AudioDecoder {

  private final AudioDecoder delegate;
  private final UploadMetrics metrics;

  public MeasuredAudioDecoder(AudioDecoder delegate, UploadMetrics metrics) {
    this.delegate = delegate;
    this.metrics = metrics;
  }

  @Override
  public AudioProperties probe(Path file, MediaType type)
      throws MediaRejectedException, IOException, InterruptedException {
    return measured("probe", () -> delegate.probe(file, type));
  }

  @Override
  public DecodedAudio decode(
      Path file, MediaType type, OptionalInt channel, int sampleRate, Path target)
      throws MediaRejectedException, IOException, InterruptedException {
    return measured("decode", () -> delegate.decode(file, type, channel, sampleRate, target));
  }

  private interface Work<T> {
    T run() throws MediaRejectedException, IOException, InterruptedException;
  }

  private <T> T measured(String operation, Work<T> work)
      throws MediaRejectedException, IOException, InterruptedException {
    long start = System.nanoTime();
    String outcome = "error";
    try {
      T result = work.run();
      outcome = "ok";
      return result;
    } catch (MediaRejectedException e) {
      outcome = e.reason().type();
      throw e;
    } finally {
      metrics.decoded(operation, outcome, System.nanoTime() - start);
    }
  }
}
