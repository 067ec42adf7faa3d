package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.LENGTH_MISMATCH;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_LARGE;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_SLOW;
import static io.throughline.upload.api.MediaRejectedException.Reason.UNSUPPORTED_MEDIA_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.ObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Bodies that are too long, too short, too slow or cut off. */
class StreamingFormLengthTest extends StreamingFormTests {

  @Test
  void wrongTypeShouldBeRefusedBeforeTheRestIsRead() {
    byte[] large = new byte[900_000];
    CountingStream body = new CountingStream(form("file", "a.wav", large).stream());
    assertRefused(body, OptionalLong.empty(), UNSUPPORTED_MEDIA_TYPE);
    assertThat(body.count).isLessThan(600_000);
  }

  @Test
  void declaredLengthOverTheCapShouldBeRefusedWithoutReading() {
    CountingStream body = new CountingStream(form("file", "a.wav", WAV).stream());
    assertRefused(body, OptionalLong.of(1_000_001), TOO_LARGE);
    assertThat(body.count).isZero();
    assertThat(telemetry.spans).isEmpty();
  }

  @Test
  void chunkedBodyOverTheCapShouldBeRefusedAtTheCap() {
    byte[] headers =
        new FormBody().startPart("form-data; name=\"file\"; filename=\"a.wav\"").bytes();
    InputStream start = new ByteArrayInputStream(HostileMedia.concat(headers, WAV));
    CountingStream body = new CountingStream(new SequenceInputStream(start, new Endless()));
    assertRefused(body, OptionalLong.empty(), TOO_LARGE);
    assertThat(body.count).isBetween(1_000_000L, 1_300_000L);
  }

  @Test
  void bodyShorterThanDeclaredShouldBeRefused() {
    byte[] body = form("file", "a.wav", WAV).bytes();
    InputStream half = new ByteArrayInputStream(body, 0, body.length / 2);
    assertRefused(half, OptionalLong.of(body.length), LENGTH_MISMATCH);
    assertThat(telemetry.spans).extracting(Ended::error).contains("MediaRejectedException");
  }

  @Test
  void wholeFormShorterThanDeclaredShouldBeRefusedAndItsFileDeleted() {
    byte[] body = form("file", "a.wav", WAV).bytes();
    assertRefused(
        new ByteArrayInputStream(body), OptionalLong.of(body.length + 1), LENGTH_MISMATCH);
    assertThat(telemetry.spans).extracting(Ended::name).contains("storage.delete");
  }

  @Test
  void bodyLongerThanDeclaredShouldBeRefused() {
    byte[] body = form("file", "a.wav", WAV).raw("trailing").bytes();
    assertRefused(
        new ByteArrayInputStream(body), OptionalLong.of(body.length - 8), LENGTH_MISMATCH);
  }

  @Test
  void clientResetShouldBeItsOwnFault() {
    IOException reset = new IOException("Connection reset by peer");
    InputStream body = failingAfter(form("file", "a.wav", WAV).bytes(), 10_000, reset);
    assertRefused(body, OptionalLong.empty(), LENGTH_MISMATCH);
  }

  @Test
  void clientResetBetweenPartsShouldBeItsOwnFault() {
    IOException reset = new IOException("Connection reset by peer");
    byte[] body = form("file", "a.wav", WAV).bytes();
    InputStream cut = failingAfter(body, body.length - 5, reset);
    assertRefused(cut, OptionalLong.empty(), LENGTH_MISMATCH);
  }

  @Test
  void clientResetBeforeTheFirstPartShouldBeItsOwnFault() {
    IOException reset = new IOException("Connection reset by peer");
    InputStream cut = failingAfter(form("file", "a.wav", WAV).bytes(), 5, reset);
    assertRefused(cut, OptionalLong.empty(), LENGTH_MISMATCH);
  }

  @Test
  void bodyThatStopsArrivingShouldBeTooSlow() {
    byte[] body = form("file", "a.wav", WAV).bytes();
    InputStream stalled = failingAfter(body, 10_000, new SocketTimeoutException());
    assertRefused(stalled, OptionalLong.of(body.length), TOO_SLOW);
  }

  @Test
  void bodyThatStopsBeforeTheFirstPartAndThenSeemsEndedShouldBeTooSlow() {
    InputStream stalled =
        new InputStream() {
          private boolean asked;

          @Override
          public int read() throws IOException {
            if (asked) {
              return -1;
            }
            asked = true;
            throw new SocketTimeoutException();
          }
        };
    assertRefused(stalled, OptionalLong.of(WAV.length), TOO_SLOW);
  }

  @Test
  void oneByteASecondShouldBeGivenUpAfterTheGraceTime() {
    InputStream body =
        new FilterInputStream(form("file", "a.wav", WAV).stream()) {
          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            return super.read(b, off, Math.min(len, 1));
          }
        };
    assertRefused(body, OptionalLong.empty(), TOO_SLOW);
    assertThat(Duration.ofNanos(nanos.get()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
  }

  @Test
  void slowStorageShouldNotCountAgainstTheClient() throws Exception {
    ObjectStorage slow =
        new FailingStorage(storage) {
          @Override
          public long put(String key, InputStream content) throws IOException {
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            return super.put(key, content);
          }
        };
    receiver = receiver(slow, LIMITS);
    assertThat(receive(form("file", "a.wav", WAV)).uploads()).hasSize(1);
  }

  private static InputStream failingAfter(byte[] bytes, int count, IOException failure) {
    return new SequenceInputStream(
        new ByteArrayInputStream(Arrays.copyOf(bytes, count)),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }

          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            throw failure;
          }
        });
  }

  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      return len;
    }
  }

  private static final class CountingStream extends FilterInputStream {
    long count;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = super.read(b, off, len);
      count += Math.max(0, n);
      return n;
    }
  }
}
