package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.EMPTY_FILE;
import static io.throughline.upload.api.MediaRejectedException.Reason.LENGTH_MISMATCH;
import static io.throughline.upload.api.MediaRejectedException.Reason.MALFORMED_MULTIPART;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_LARGE;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_SLOW;
import static io.throughline.upload.api.MediaRejectedException.Reason.UNSUPPORTED_MEDIA_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.throughline.upload.RecordingTelemetry;
import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.api.Upload;
import io.throughline.upload.store.TracedObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingFormReceiverTest {

  private static final byte[] WAV = HostileMedia.wav(16_000, 0.5);
  private static final UploadLimits LIMITS = UploadLimits.defaults().withMaxBytes(1_000_000);

  @TempDir Path directory;

  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger ids = new AtomicInteger();
  private ObjectStorage storage;
  private StreamingFormReceiver receiver;
  private boolean accepted;

  @BeforeEach
  void receiver() throws IOException {
    storage = new TracedObjectStorage(new FileObjectStorage(directory), telemetry);
    receiver = receiver(storage, LIMITS);
  }

  @AfterEach
  void refusedFormsShouldLeaveNothingBehind() throws IOException {
    if (!accepted) {
      assertThat(filesOnDisk()).isEmpty();
    }
  }

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

  @Test
  void emptyFileShouldBeRefused() {
    assertRefused(form("file", "a.wav", new byte[0]), EMPTY_FILE);
  }

  @Test
  void twoFilesOfOneNameShouldBeRefused() {
    assertRefused(
        new FormBody().file("file", "a.wav", WAV).file("file", "b.wav", WAV).end(),
        MALFORMED_MULTIPART);
  }

  @Test
  void twoFieldsOfOneNameShouldBeRefused() {
    assertRefused(
        new FormBody().file("file", "a.wav", WAV).field("model", "a").field("model", "b").end(),
        MALFORMED_MULTIPART);
  }

  @Test
  void tenThousandPartsShouldBeRefused() {
    FormBody body = new FormBody().file("file", "a.wav", WAV);
    for (int i = 0; i < 10_000; i++) {
      body.field("f" + i, "");
    }
    assertRefused(body.end().stream(), OptionalLong.empty(), MALFORMED_MULTIPART);
  }

  @Test
  void fieldOverTheCapShouldBeRefused() {
    assertRefused(
        new FormBody().file("file", "a.wav", WAV).field("prompt", "x".repeat(65_537)).end(),
        TOO_LARGE);
  }

  @Test
  void fieldAtTheCapShouldBeTaken() throws Exception {
    String value = "x".repeat(65_536);
    assertThat(receive(new FormBody().field("prompt", value).end()).field("prompt"))
        .contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; charset=utf-8"
      })
  void missingBoundaryShouldBeRefused(String contentType) {
    InputStream body = form("file", "a.wav", WAV).stream();
    assertThatThrownBy(
            () ->
                receiver.receive(body, contentType, OptionalLong.empty(), FormParts.media("file")))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(MALFORMED_MULTIPART));
  }

  @Test
  void otherContentTypesShouldBeRefused() {
    for (String contentType : new String[] {null, "", "application/json", "text/plain; a=b"}) {
      assertThatThrownBy(
              () ->
                  receiver.receive(
                      InputStream.nullInputStream(),
                      contentType,
                      OptionalLong.empty(),
                      FormParts.media("file")))
          .isInstanceOfSatisfying(
              MediaRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(UNSUPPORTED_MEDIA_TYPE));
    }
  }

  @Test
  void brokenFormsShouldBeRefused() {
    for (FormBody broken :
        List.of(
            new FormBody(),
            new FormBody().end(),
            new FormBody().raw("no form at all"),
            new FormBody().raw("--" + FormBody.BOUNDARY),
            new FormBody().file("file", "a.wav", WAV),
            new FormBody().part("attachment; name=\"a\"", new byte[1]).end(),
            new FormBody().part("form-data", new byte[1]).end(),
            new FormBody().part("form-data; name=\"\"", new byte[1]).end(),
            new FormBody().raw("--" + FormBody.BOUNDARY + "\r\nX: " + "y".repeat(100_000)),
            new FormBody().raw("--" + FormBody.BOUNDARY + "\r\n\r\nno headers\r\n").end())) {
      assertRefused(broken, MALFORMED_MULTIPART);
    }
  }

  @Test
  void unknownFilesShouldBeIgnored() throws Exception {
    ReceivedForm form =
        receive(
            new FormBody()
                .file("virus", "a.exe", new byte[200_000])
                .file("file", "a.wav", WAV)
                .end());
    assertThat(form.uploads()).containsOnlyKeys("file");
    assertThat(form.fields()).isEmpty();
    assertThat(filesOnDisk()).containsExactly("uploads/id-1");
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

  private StreamingFormReceiver receiver(ObjectStorage target, UploadLimits limits) {
    return new StreamingFormReceiver(
        target, telemetry, limits, () -> "id-" + ids.incrementAndGet(), nanos::get);
  }

  private static FormBody form(String part, String fileName, byte[] content) {
    return new FormBody().file(part, fileName, content).end();
  }

  private ReceivedForm receive(FormBody body) throws MediaRejectedException, IOException {
    return receive(body.stream(), OptionalLong.of(body.bytes().length));
  }

  private ReceivedForm receive(InputStream body, OptionalLong length)
      throws MediaRejectedException, IOException {
    ReceivedForm form =
        receiver.receive(
            body, FormBody.CONTENT_TYPE, length, new FormParts(Set.of("file", "mask"), Set.of()));
    accepted = true;
    return form;
  }

  private void assertRefused(FormBody body, Reason reason) {
    assertRefused(body.stream(), OptionalLong.of(body.bytes().length), reason);
  }

  private void assertRefused(InputStream body, OptionalLong length, Reason reason) {
    assertThatThrownBy(() -> receive(body, length))
        .isInstanceOfSatisfying(
            MediaRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private List<String> filesOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .toList();
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
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

  private static class FailingStorage implements ObjectStorage {
    private final ObjectStorage delegate;

    FailingStorage(ObjectStorage delegate) {
      this.delegate = delegate;
    }

    @Override
    public String system() {
      return delegate.system();
    }

    @Override
    public long put(String key, InputStream content) throws IOException {
      return delegate.put(key, content);
    }

    @Override
    public InputStream get(String key) throws IOException {
      return delegate.get(key);
    }

    @Override
    public LocalCopy download(String key) throws IOException {
      return delegate.download(key);
    }

    @Override
    public void delete(String key) throws IOException {
      delegate.delete(key);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
      return delegate.list(prefix);
    }
  }
}
