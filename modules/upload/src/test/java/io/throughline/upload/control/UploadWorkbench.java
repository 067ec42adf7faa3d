package io.throughline.upload.control;

import io.throughline.upload.RecordingTelemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.store.TracedObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Uploads in pieces with everything around them that a test may want to move. */
final class UploadWorkbench {

  static final Duration LIFETIME = Duration.ofHours(1);
  static final int PART = 10_000;
  static final byte[] WAV = HostileMedia.wav(16_000, 1);

  private static final UploadLimits LIMITS =
      new UploadLimits(
          1_000_000,
          1,
          1,
          100,
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1024 * 1024 * 1024);

  final RecordingTelemetry telemetry = new RecordingTelemetry();
  final AtomicLong nanos = new AtomicLong();
  final ObjectStorage storage;
  final ResumableUploads uploads;
  final ChunkReceiver chunks;
  final FinishedUploadReceiver finished;
  private final Path directory;
  private Instant now = Instant.parse("2026-03-29T00:30:00Z");

  UploadWorkbench(Path directory) throws IOException {
    this(directory, new FileObjectStorage(directory), new SessionsInMemory());
  }

  UploadWorkbench(Path directory, ObjectStorage files, UploadSessionStore sessions) {
    AtomicInteger count = new AtomicInteger();
    Supplier<String> ids = () -> "id-" + count.incrementAndGet();
    this.directory = directory;
    this.storage = new TracedObjectStorage(files, telemetry);
    this.uploads =
        new ResumableUploads(sessions, storage, telemetry, LIMITS, LIFETIME, clock(), ids);
    this.chunks = new ChunkReceiver(uploads, telemetry, nanos::get, PART);
    this.finished = new FinishedUploadReceiver(uploads, storage, telemetry, ids);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  Instant now() {
    return now;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** An upload of {@link #WAV} with its first bytes there. */
  String begun(int bytes) throws MediaRejectedException, IOException {
    String id = uploads.create(WAV.length, null).id();
    return bytes == 0 ? id : append(id, 0, body(0, bytes)).id();
  }

  /** The file from one offset to another. */
  static InputStream body(int from, int to) {
    return new ByteArrayInputStream(WAV, from, to - from);
  }

  /** A body that does something when it has been read to its end. */
  static InputStream then(InputStream body, Running atEnd) {
    return new FilterInputStream(body) {
      private boolean done;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n < 0 && !done) {
          done = true;
          atEnd.run();
        }
        return n;
      }
    };
  }

  interface Running {
    void run() throws IOException;
  }

  UploadSession append(String id, long offset, InputStream body)
      throws MediaRejectedException, IOException {
    return chunks.append(id, offset, body, OptionalLong.empty(), Optional.empty());
  }

  UploadSession append(String id, long offset, InputStream body, String checksum)
      throws MediaRejectedException, IOException {
    return chunks.append(id, offset, body, OptionalLong.empty(), ChunkChecksum.of(checksum));
  }

  byte[] joined(String id) throws MediaRejectedException, IOException {
    try (InputStream content = storage.get(finished.receive(id).storageKey())) {
      return content.readAllBytes();
    }
  }

  List<String> stored() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  static byte[] start(int bytes) {
    return Arrays.copyOf(WAV, bytes);
  }
}
