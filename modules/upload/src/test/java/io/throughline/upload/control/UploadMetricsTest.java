package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UploadMetricsTest {

  private static final MediaType WAV = new MediaType("audio/wav", "wav", "wav");

  private final List<String> series = new ArrayList<>();
  private final UploadMetrics metrics =
      new UploadMetrics(
          new Metrics() {
            @Override
            public Counter counter(Metric metric) {
              return (amount, labels) -> series.add(metric.name() + List.of(labels));
            }

            @Override
            public Histogram histogram(Metric metric) {
              return (value, example, labels) -> series.add(metric.name() + List.of(labels));
            }

            @Override
            public void observe(Metric metric, Supplier<? extends Collection<Reading>> readings) {}
          },
          Telemetry.off());

  @Test
  void decodingThatSucceedsIsOk() throws Exception {
    decoder(null).probe(Path.of("x"), WAV);

    assertThat(series).containsExactly("throughline.decoder.duration[probe, ok]");
  }

  @Test
  void decodingThatRefusesTheFileSaysWhy() {
    AudioDecoder refusing =
        decoder(new MediaRejectedException(Reason.NO_AUDIO, "file", "The file has no audio"));

    assertThatThrownBy(
            () -> refusing.decode(Path.of("x"), WAV, OptionalInt.empty(), 16_000, Path.of("y")))
        .isInstanceOf(MediaRejectedException.class);

    assertThat(series).containsExactly("throughline.decoder.duration[decode, no-audio]");
  }

  @Test
  void decodingThatBreaksIsAnError() {
    assertThatThrownBy(() -> decoder(new IOException("killed")).probe(Path.of("x"), WAV))
        .isInstanceOf(IOException.class);

    assertThat(series).containsExactly("throughline.decoder.duration[probe, error]");
  }

  @Test
  void aRefusedUrlIsCountedByItsReason() {
    MeasuredUrlReceiver receiver =
        new MeasuredUrlReceiver(
            url -> {
              throw new MediaRejectedException(Reason.URL_NOT_ALLOWED, "url", "not there");
            },
            metrics);

    assertThatThrownBy(() -> receiver.receive(URI.create("http://10.0.0.1/")))
        .isInstanceOf(MediaRejectedException.class);

    assertThat(series).containsExactly("throughline.upload.rejected[url, url-not-allowed]");
  }

  private AudioDecoder decoder(Exception failure) {
    return new MeasuredAudioDecoder(new FailingDecoder(failure), metrics);
  }

  private record FailingDecoder(Exception failure) implements AudioDecoder {

    @Override
    public AudioProperties probe(Path file, MediaType type)
        throws MediaRejectedException, IOException {
      fail();
      return new AudioProperties(1, "pcm_s16le", 1, 16_000);
    }

    @Override
    public DecodedAudio decode(
        Path file, MediaType type, OptionalInt channel, int sampleRate, Path target)
        throws MediaRejectedException, IOException {
      fail();
      return new DecodedAudio(target, sampleRate, 0);
    }

    private void fail() throws MediaRejectedException, IOException {
      if (failure instanceof MediaRejectedException refused) {
        throw refused;
      }
      if (failure instanceof IOException broken) {
        throw broken;
      }
    }
  }
}
