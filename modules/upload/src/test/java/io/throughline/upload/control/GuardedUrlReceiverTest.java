package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.EMPTY_FILE;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_LARGE;
import static io.throughline.upload.api.MediaRejectedException.Reason.UNSUPPORTED_MEDIA_TYPE;
import static io.throughline.upload.api.MediaRejectedException.Reason.URL_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedUrlReceiverTest extends GuardedUrlTests {

  @Test
  void fileShouldBeStoredAsSent() throws Exception {
    server.file("/talk.wav", WAV);
    Upload upload = receive("/talk.wav");
    assertThat(upload.id()).isEqualTo("id-1");
    assertThat(upload.size()).isEqualTo(WAV.length);
    assertThat(upload.type().mimeType()).isEqualTo("audio/wav");
    assertThat(upload.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(WAV)));
    assertThat(directory.resolve(upload.storageKey())).hasBinaryContent(WAV);
  }

  @Test
  void chunkedFileShouldBeStored() throws Exception {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(WAV);
        });
    assertThat(receive("/talk.wav").size()).isEqualTo(WAV.length);
  }

  @Test
  void spansShouldShowEachHopWithoutPathAndQuery() throws Exception {
    server.redirect("/canary-a", 302, "/canary-b?canary-signature").file("/canary-b", WAV);
    receive("/canary-a?canary-token");
    assertThat(telemetry.spans)
        .containsExactly(
            new Ended("GET", "CLIENT", "audio.validate_and_save", hop(302), List.of(), ""),
            new Ended(
                "GET",
                "CLIENT",
                "audio.validate_and_save",
                with(hop(200), "http.request.resend_count", 1),
                List.of(),
                ""),
            new Ended(
                "storage.upload",
                "CLIENT",
                "audio.validate_and_save",
                Map.of(
                    "storage.operation",
                    "upload",
                    "storage.system",
                    "file",
                    "storage.bytes",
                    (long) WAV.length),
                List.of(),
                ""),
            new Ended(
                "audio.validate_and_save",
                "INTERNAL",
                "",
                Map.of(
                    "file.type",
                    "audio/wav",
                    "file.extension",
                    "wav",
                    "file.size_bytes",
                    (long) WAV.length),
                List.of("file_uploaded"),
                ""));
    assertThat(telemetry.spans.toString()).doesNotContain("canary");
  }

  @Test
  void requestShouldTellNothingAboutThisServer() throws Exception {
    server.file("/talk.wav", WAV);
    receive("/talk.wav");
    assertThat(server.requests.get(0).keySet())
        .containsExactlyInAnyOrder("Accept", "Accept-encoding", "Connection", "Host", "User-agent");
    assertThat(server.requests.get(0).getFirst("Accept-Encoding")).isEqualTo("identity");
    assertThat(server.requests.get(0).getFirst("User-Agent")).isEqualTo("Throughline");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 503})
  void errorStatusShouldBeTold(int status) throws Exception {
    server.on("/talk.wav", exchange -> FileServer.send(exchange, status, WAV));
    assertRefused("/talk.wav", URL_UNREACHABLE);
    assertThat(telemetry.spans.get(0).error()).isEqualTo("MediaRejectedException");
    assertThat(telemetry.spans.get(0).attributes())
        .isEqualTo(with(hop(status), "error.type", Integer.toString(status)));
    assertThat(telemetry.spans).extracting(Ended::name).doesNotContain("storage.upload");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 300, 304})
  void otherStatusShouldBeRefused(int status) {
    server.on("/talk.wav", exchange -> FileServer.send(exchange, status, new byte[0]));
    assertRefused("/talk.wav", URL_UNREACHABLE);
  }

  @Test
  void emptyFileShouldBeRefused() {
    server
        .file("/none", new byte[0])
        .on("/chunked", exchange -> exchange.sendResponseHeaders(200, 0));
    assertRefused("/none", EMPTY_FILE);
    assertRefused("/chunked", EMPTY_FILE);
  }

  @Test
  void otherContentShouldBeRefusedWhateverItIsCalled() {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "audio/wav");
          FileServer.send(exchange, 200, "<html><body>Please log in</body></html>".getBytes());
        });
    assertRefused("/talk.wav", UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void compressedResponseShouldBeRefused() {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          FileServer.send(exchange, 200, WAV);
        });
    assertRefused("/talk.wav", UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void declaredSizeOverTheCapShouldBeRefusedBeforeReading() {
    limits = limits.withMaxBytes(WAV.length - 1);
    server.stall("/talk.wav", WAV.length, new byte[0], () -> {});
    assertRefused("/talk.wav", TOO_LARGE);
    assertThat(telemetry.spans).extracting(Ended::name).doesNotContain("storage.upload");
  }

  @Test
  void bodyOverTheCapShouldBeRefusedAtTheCap() {
    limits = limits.withMaxBytes(WAV.length * 2L);
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            // ends when the client goes away
            exchange.getResponseBody().write(WAV);
          }
        });
    assertRefused("/talk.wav", TOO_LARGE);
  }

  @Test
  void bodyAtTheCapShouldBeTaken() throws Exception {
    limits = limits.withMaxBytes(WAV.length);
    server.file("/talk.wav", WAV);
    assertThat(receive("/talk.wav").size()).isEqualTo(WAV.length);
  }

  @Test
  void hugeHeadShouldBeRefused() {
    server
        .on(
            "/long",
            exchange -> {
              exchange.getResponseHeaders().add("X-Long", "x".repeat(20_000));
              FileServer.send(exchange, 200, WAV);
            })
        .on(
            "/many",
            exchange -> {
              exchange.getResponseHeaders().put("X-Many", Collections.nCopies(200, "x"));
              FileServer.send(exchange, 200, WAV);
            });
    assertRefused("/long", URL_UNREACHABLE);
    assertRefused("/many", URL_UNREACHABLE);
  }

  @Test
  void cutOffBodyShouldBeRefused() {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.sendResponseHeaders(200, WAV.length);
          exchange.getResponseBody().write(WAV, 0, WAV.length / 2);
        });
    assertRefused("/talk.wav", URL_UNREACHABLE);
  }

  @Test
  void unreachableServerShouldBeTold() {
    int port = server.port();
    server.close();
    assertRefused(URI.create("http://localhost:" + port + "/"), URL_UNREACHABLE);
    assertThat(telemetry.spans.get(0).attributes())
        .containsEntry("server.port", port)
        .doesNotContainKey("http.response.status_code");
    assertThat(telemetry.spans.get(0).error()).isNotEmpty();
  }

  @Test
  void fullOrBrokenStoreShouldBeToldAsSuch() throws Exception {
    server.file("/talk.wav", WAV);
    Files.createDirectories(directory.resolve("uploads/id-1/taken"));
    assertThatThrownBy(() -> receive("/talk.wav")).isInstanceOf(IOException.class);
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void messagesShouldHoldNothingOfTheInput() {
    server
        .redirect("/canary", 302, "http://canary.invalid:1/canary")
        .on("/canary404", exchange -> FileServer.send(exchange, 404, "canary".getBytes()));
    for (String url : List.of("/canary", "/canary404", "/canary-other?canary")) {
      Throwable thrown = catchThrowable(() -> receive(url));
      assertThat(thrown).isInstanceOf(MediaRejectedException.class).hasNoCause();
      assertThat(thrown.toString()).doesNotContain("canary").doesNotContain("localhost");
    }
  }
}
