package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.EMPTY_FILE;
import static io.throughline.upload.api.MediaRejectedException.Reason.UNSUPPORTED_MEDIA_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingFormReceiverTest extends StreamingFormTests {

  @Test
  void formShouldBeReceivedWithItsFieldsAndFile() throws Exception {
    ReceivedForm form =
        receive(
            new FormBody()
                .field("model", "whisper")
                .field("timestamp_granularities[]", "word")
                .field("timestamp_granularities[]", "segment")
                .file("file", "speech.wav", WAV)
                .field("language", "e\u0301n \u4f60")
                .end());

    assertThat(form.fields())
        .containsOnly(
            Map.entry("model", List.of("whisper")),
            Map.entry("timestamp_granularities[]", List.of("word", "segment")),
            Map.entry("language", List.of("e\u0301n \u4f60")));
    assertThat(form.uploads())
        .containsOnly(
            Map.entry(
                "file",
                new Upload(
                    "id-1",
                    "uploads/id-1",
                    WAV.length,
                    sha256(WAV),
                    new MediaType("audio/wav", "wav", "wav"))));
    try (InputStream stored = storage.get("uploads/id-1")) {
      assertThat(stored.readAllBytes()).isEqualTo(WAV);
    }
  }

  @Test
  void spansShouldShowTheFileAndItsStorage() throws Exception {
    receive(new FormBody().field("model", "m").file("file", "secret.wav", WAV).end());

    long size = WAV.length;
    assertThat(telemetry.spans)
        .containsExactly(
            new Ended(
                "storage.upload",
                "CLIENT",
                "audio.validate_and_save",
                Map.of(
                    "storage.operation", "upload", "storage.system", "file", "storage.bytes", size),
                List.of(),
                ""),
            new Ended(
                "audio.validate_and_save",
                "INTERNAL",
                "",
                Map.of("file.size_bytes", size, "file.type", "audio/wav", "file.extension", "wav"),
                List.of("file_uploaded"),
                ""));
  }

  @Test
  void refusedFileShouldEndItsSpanWithTheErrorAndStoreNothing() {
    assertRefused(form("file", "a.wav", "<html></html>".getBytes()), UNSUPPORTED_MEDIA_TYPE);
    assertThat(telemetry.spans)
        .containsExactly(
            new Ended(
                "audio.validate_and_save",
                "INTERNAL",
                "",
                Map.of(),
                List.of(),
                "MediaRejectedException"));
  }

  @ParameterizedTest
  @MethodSource("notMedia")
  void whatIsNoAudioShouldBeRefusedWhateverItsName(String kind) {
    byte[] content = HostileMedia.notMedia().get(kind);
    assertRefused(form("file", kind + ".wav", content), UNSUPPORTED_MEDIA_TYPE);
  }

  static Stream<String> notMedia() {
    return HostileMedia.notMedia().keySet().stream();
  }

  @Test
  void emptyFileShouldBeRefused() {
    assertRefused(form("file", "a.wav", new byte[0]), EMPTY_FILE);
  }

  @Test
  void failureAfterAFileWasStoredShouldDeleteIt() {
    assertRefused(
        new FormBody()
            .file("file", "a.wav", WAV)
            .file("mask", "a.wav", "<?php exit(); ?> etc".getBytes())
            .end(),
        UNSUPPORTED_MEDIA_TYPE);
    assertThat(telemetry.spans).extracting(Ended::name).contains("storage.upload");
  }

  @Test
  void fullStoreShouldBeTold() {
    receiver =
        receiver(
            new FailingStorage(storage) {
              @Override
              public long put(String key, InputStream content) throws IOException {
                throw new StorageFullException("full", null);
              }
            },
            LIMITS);
    assertThatThrownBy(() -> receive(form("file", "a.wav", WAV)))
        .isInstanceOf(StorageFullException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../etc/passwd",
        "..\\\\..\\\\boot.ini",
        "%2e%2e%2fetc%2fpasswd",
        "a\0b.wav",
        "CON",
        ".htaccess",
        "\u202egnp.exe",
        "/etc/cron.d/x",
        "canary-7f3a.wav"
      })
  void fileNamesShouldReachNeitherDiskNorSpans(String name) throws Exception {
    receive(form("file", name, WAV));
    assertThat(filesOnDisk()).containsExactly("uploads/id-1");
    assertThat(telemetry.spans.toString()).doesNotContain(name).doesNotContain("canary");
  }

  @Test
  void longAndMultiLineFileNamesShouldNotMatter() throws Exception {
    receive(form("file", "x".repeat(300) + "%0d%0aSet-Cookie: a", WAV));
    assertThat(filesOnDisk()).containsExactly("uploads/id-1");
  }

  @Test
  void messagesShouldHoldNothingOfTheInput() {
    FormBody[] bodies = {
      form("file", "canary.wav", "canary canary canary".getBytes()),
      new FormBody().field("canary", "canary").field("canary", "canary").end(),
      new FormBody().field("canary", "canary".repeat(20_000)).end()
    };
    for (FormBody body : bodies) {
      Throwable thrown = catchThrowable(() -> receive(body));
      assertThat(thrown).isInstanceOf(MediaRejectedException.class).hasNoCause();
      assertThat(thrown.toString() + ((MediaRejectedException) thrown).field())
          .doesNotContain("canary");
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
