package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.URL_TOO_SLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.throughline.upload.RecordingTelemetry.Ended;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are slow or stop, and downloads that are interrupted. */
class GuardedUrlTimeTest extends GuardedUrlTests {

  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void slowBodyShouldBeRefused() {
    nanosPerLook.set(Duration.ofSeconds(20).toNanos());
    server.file("/talk.wav", WAV);
    assertRefused("/talk.wav", URL_TOO_SLOW);
  }

  @Test
  void stalledServerShouldBeGivenUp() {
    policy = policy.withTimes(MINUTE, SHORT, MINUTE);
    server.stall("/body", WAV.length, Arrays.copyOf(WAV, 9000), () -> {});
    server.stall("/head", 0, new byte[0], () -> {});
    assertRefused("/body", URL_TOO_SLOW);
    assertRefused("/head", URL_TOO_SLOW);
  }

  @Test
  void totalTimeShouldBeKept() {
    policy = policy.withTimes(MINUTE, MINUTE, SHORT);
    server.stall("/body", WAV.length, Arrays.copyOf(WAV, 9000), () -> {});
    server.stall("/head", 0, new byte[0], () -> {});
    assertRefused("/body", URL_TOO_SLOW);
    assertRefused("/head", URL_TOO_SLOW);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptionShouldEndTheDownload(boolean inBody) throws Exception {
    Thread downloading = Thread.currentThread();
    int declared = inBody ? WAV.length : 0;
    server.stall("/talk.wav", declared, Arrays.copyOf(WAV, 9000), downloading::interrupt);
    assertThatThrownBy(() -> receive("/talk.wav")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void interruptedSpansShouldEndAsCancelled() throws Exception {
    Thread downloading = Thread.currentThread();
    server.stall("/talk.wav", WAV.length, Arrays.copyOf(WAV, 9000), downloading::interrupt);
    catchThrowable(() -> receive("/talk.wav"));
    assertThat(telemetry.spans)
        .extracting(Ended::error)
        .isSubsetOf(
            "", "CancellationException", "InterruptedException", "ClosedByInterruptException");
  }

  @Test
  void interruptionShouldEndATlsDownload() throws Exception {
    TestCertificate certificate = TestCertificate.forLocalhost(directory.resolve("tls"));
    Thread downloading = Thread.currentThread();
    try (FileServer secure = new FileServer(certificate.serverSide())) {
      policy = policy.withAllowedHosts(Set.of("localhost:" + secure.port()));
      secure.stall("/a", WAV.length, Arrays.copyOf(WAV, 9000), downloading::interrupt);
      GuardedUrlReceiver trusting = receiver(certificate.clientSide());
      URI url = URI.create("https://localhost:" + secure.port() + "/a");
      assertThatThrownBy(() -> trusting.receive(url)).isInstanceOf(InterruptedException.class);
    }
  }
}
