package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.RecordingTelemetry;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.store.TracedObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A receiver of forms on a storage of its own; whoever refuses one must leave nothing behind. */
abstract class StreamingFormTests {

  static final byte[] WAV = HostileMedia.wav(16_000, 0.5);
  static final UploadLimits LIMITS = UploadLimits.defaults().withMaxBytes(1_000_000);

  @TempDir Path directory;

  final RecordingTelemetry telemetry = new RecordingTelemetry();
  final AtomicLong nanos = new AtomicLong();
  final AtomicInteger ids = new AtomicInteger();
  ObjectStorage storage;
  StreamingFormReceiver receiver;
  boolean accepted;

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

  StreamingFormReceiver receiver(ObjectStorage target, UploadLimits limits) {
    return new StreamingFormReceiver(
        target, telemetry, limits, () -> "id-" + ids.incrementAndGet(), nanos::get);
  }

  static FormBody form(String part, String fileName, byte[] content) {
    return new FormBody().file(part, fileName, content).end();
  }

  ReceivedForm receive(FormBody body) throws MediaRejectedException, IOException {
    return receive(body.stream(), OptionalLong.of(body.bytes().length));
  }

  ReceivedForm receive(InputStream body, OptionalLong length)
      throws MediaRejectedException, IOException {
    ReceivedForm form =
        receiver.receive(
            body, FormBody.CONTENT_TYPE, length, new FormParts(Set.of("file", "mask"), Set.of()));
    accepted = true;
    return form;
  }

  void assertRefused(FormBody body, Reason reason) {
    assertRefused(body.stream(), OptionalLong.of(body.bytes().length), reason);
  }

  void assertRefused(InputStream body, OptionalLong length, Reason reason) {
    assertThatThrownBy(() -> receive(body, length))
        .isInstanceOfSatisfying(
            MediaRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  List<String> filesOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .toList();
    }
  }

  static class FailingStorage implements ObjectStorage {
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
