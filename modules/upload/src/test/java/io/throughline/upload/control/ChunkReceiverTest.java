package io.throughline.upload.control;

import static io.throughline.upload.control.UploadWorkbench.WAV;
import static io.throughline.upload.control.UploadWorkbench.body;
import static io.throughline.upload.control.UploadWorkbench.then;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkReceiverTest {

  @TempDir Path directory;

  private UploadWorkbench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new UploadWorkbench(directory);
  }

  @Test
  void piecesMakeTheFile() throws Exception {
    String id = bench.begun(12_345);
    assertThat(bench.append(id, 12_345, body(12_345, 12_346)).offset()).isEqualTo(12_346);
    UploadSession end = bench.append(id, 12_346, body(12_346, WAV.length));

    assertThat(end.isComplete()).isTrue();
    assertThat(bench.joined(id)).isEqualTo(WAV);
  }

  @Test
  void anEmptyPieceChangesNothing() throws Exception {
    String id = bench.begun(100);

    UploadSession before = bench.uploads.find(id);
    bench.pass(Duration.ofMinutes(1));
    MessageDigest none = MessageDigest.getInstance("MD5");
    String checksum = "md5 " + Base64.getEncoder().encodeToString(none.digest());

    assertThat(bench.append(id, 100, body(100, 100))).isEqualTo(before);
    assertThat(bench.append(id, 100, body(100, 100), checksum)).isEqualTo(before);
    assertThat(bench.uploads.find(id)).isEqualTo(before);
  }

  @Test
  void aClientThatBreaksOffLosesNothingThatArrived() throws Exception {
    String id = bench.begun(0);

    assertRejected(
        () -> bench.append(id, 0, then(body(0, 12_345), UploadWorkbenchFailures::reset)),
        Reason.LENGTH_MISMATCH);

    assertThat(bench.uploads.find(id).offset()).isEqualTo(12_345);
    bench.append(id, 12_345, body(12_345, WAV.length));
    assertThat(bench.joined(id)).isEqualTo(WAV);
  }

  @Test
  void aBodyShorterThanDeclaredIsKeptAsFarAsItCame() throws Exception {
    String id = bench.begun(0);

    assertRejected(
        () -> append(id, body(0, 12_345), OptionalLong.of(20_000)), Reason.LENGTH_MISMATCH);

    assertThat(bench.uploads.find(id).offset()).isEqualTo(12_345);
  }

  @Test
  void aBodyLongerThanTheFileIsRefusedBeforeItIsReadWhereItsLengthIsKnown() throws Exception {
    String id = bench.begun(100);
    InputStream unread = then(InputStream.nullInputStream(), UploadWorkbenchFailures::reset);

    assertRejected(
        () -> bench.chunks.append(id, 100, unread, OptionalLong.of(WAV.length), Optional.empty()),
        Reason.TOO_LARGE);

    assertThat(bench.uploads.find(id).offset()).isEqualTo(100);
  }

  @Test
  void aBodyThatGoesBeyondTheFileDoesNotCompleteIt() throws Exception {
    String id = bench.begun(WAV.length - 10);

    assertRejected(
        () -> bench.append(id, WAV.length - 10, new ByteArrayInputStream(new byte[11])),
        Reason.TOO_LARGE);

    assertThat(bench.uploads.find(id).offset()).isEqualTo(WAV.length - 10);
    bench.append(id, WAV.length - 10, body(WAV.length - 10, WAV.length));
    assertThat(bench.joined(id)).isEqualTo(WAV);
  }

  @Test
  void whatIsSeenToBeNoRecordingIsRefusedAtItsFirstBytes() throws Exception {
    byte[] page = "<html>".repeat(2_000).getBytes(StandardCharsets.UTF_8);
    String id = bench.uploads.create(page.length, null).id();

    assertRejected(
        () -> bench.append(id, 0, new ByteArrayInputStream(page)), Reason.UNSUPPORTED_MEDIA_TYPE);

    assertThat(bench.stored()).isEmpty();
  }

  @Test
  void aWrongOffsetIsRefused() throws Exception {
    String id = bench.begun(100);

    assertRejected(() -> bench.append(id, 0, body(0, 100)), Reason.OFFSET_MISMATCH);
    assertRejected(() -> bench.append(id, 101, body(101, 102)), Reason.OFFSET_MISMATCH);
  }

  @Test
  void aCompleteUploadTakesNothing() throws Exception {
    String id = bench.begun(WAV.length);

    assertRejected(() -> bench.append(id, WAV.length, body(0, 0)), Reason.UPLOAD_COMPLETE);
  }

  @Test
  void ofTwoWritersAtOnceOneIsRefusedAndTheFileIsRight() throws Exception {
    String id = bench.begun(100);
    InputStream overtaken = then(body(100, 5_000), () -> sent(id, 100, body(100, WAV.length - 1)));

    assertRejected(() -> bench.append(id, 100, overtaken), Reason.OFFSET_MISMATCH);

    bench.append(id, WAV.length - 1, body(WAV.length - 1, WAV.length));
    assertThat(bench.joined(id)).isEqualTo(WAV);
    bench.uploads.terminate(id);
    assertThat(bench.stored()).allMatch(key -> key.startsWith("uploads/"));
  }

  @Test
  void anUploadTerminatedMeanwhileLeavesNothing() throws Exception {
    String id = bench.begun(100);
    InputStream terminated = then(body(100, 5_000), () -> terminated(id));

    assertRejected(() -> bench.append(id, 100, terminated), Reason.UNKNOWN_UPLOAD);

    assertThat(bench.stored()).isEmpty();
  }

  @Test
  void aPieceWithTheRightChecksumIsKept() throws Exception {
    String id = bench.begun(0);

    bench.append(id, 0, body(0, 25_000), checksum(25_000));

    assertThat(bench.uploads.find(id).offset()).isEqualTo(25_000);
    bench.append(id, 25_000, body(25_000, WAV.length));
    assertThat(bench.joined(id)).isEqualTo(WAV);
  }

  @Test
  void aPieceWithAnotherChecksumIsDiscarded() throws Exception {
    String id = bench.begun(0);

    assertRejected(
        () -> bench.append(id, 0, body(0, 25_001), checksum(25_000)), Reason.CHECKSUM_MISMATCH);

    assertThat(bench.uploads.find(id).offset()).isZero();
    assertThat(bench.stored()).isEmpty();
  }

  @Test
  void aPieceWithAChecksumThatBreaksOffIsDiscarded() throws Exception {
    String id = bench.begun(0);

    assertRejected(
        () ->
            bench.append(
                id, 0, then(body(0, 12_345), UploadWorkbenchFailures::reset), checksum(25_000)),
        Reason.LENGTH_MISMATCH);

    assertThat(bench.uploads.find(id).offset()).isZero();
    assertThat(bench.stored()).isEmpty();
  }

  @Test
  void aFullDiskKeepsWhatWasStoredBefore() throws Exception {
    AtomicInteger room = new AtomicInteger(2);
    bench =
        new UploadWorkbench(
            directory,
            UploadWorkbenchFailures.full(new FileObjectStorage(directory), room),
            new SessionsInMemory());
    String id = bench.begun(0);

    assertThatThrownBy(() -> bench.append(id, 0, body(0, WAV.length)))
        .isInstanceOf(StorageFullException.class);

    assertThat(bench.uploads.find(id).offset()).isEqualTo(2 * UploadWorkbench.PART);
    room.set(100);
    bench.append(id, 20_000, body(20_000, WAV.length));
    assertThat(bench.joined(id)).isEqualTo(WAV);
  }

  @Test
  void aDatabaseThatBreaksOffAfterItsCommitDoesNotCostTheBytes() throws Exception {
    SessionsInMemory sessions = new SessionsInMemory();
    bench =
        new UploadWorkbench(
            directory,
            new FileObjectStorage(directory),
            UploadWorkbenchFailures.breaksOffAfterCommit(sessions));
    String id = bench.begun(0);

    assertThatThrownBy(() -> bench.append(id, 0, body(0, WAV.length)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(sessions.parts(id)).hasSize(1);
    assertThat(bench.storage.get(sessions.parts(id).get(0).storageKey()).readAllBytes())
        .isEqualTo(UploadWorkbench.start(UploadWorkbench.PART));
  }

  @Test
  void aSlowClientsBytesAreStoredBeforeThePartIsFull() throws Exception {
    String id = bench.begun(0);
    InputStream slow =
        new SequenceInputStream(
            then(body(0, 9_000), () -> bench.nanos.addAndGet(Duration.ofSeconds(11).toNanos())),
            new SequenceInputStream(
                body(9_000, 9_001),
                then(InputStream.nullInputStream(), () -> assertStored(id, 9_001))));

    assertThat(bench.append(id, 0, slow).offset()).isEqualTo(9_001);
  }

  @Test
  void aLongBodyHasFewSpans() throws Exception {
    byte[] recording = HostileMedia.wav(16_000, 10);
    String id = bench.uploads.create(recording.length, null).id();

    bench.append(id, 0, new ByteArrayInputStream(recording));

    assertThat(bench.telemetry.spans).hasSize(9);
    assertThat(bench.telemetry.spans.get(0).name()).isEqualTo("storage.upload");
    assertThat(bench.telemetry.spans.get(0).parent()).isEqualTo("upload.append");
    assertThat(bench.telemetry.spans.get(8).attributes())
        .containsEntry("upload.bytes", (long) recording.length)
        .containsEntry("upload.parts", 33);
  }

  private void assertStored(String id, long offset) throws IOException {
    try {
      assertThat(bench.uploads.find(id).offset()).isEqualTo(offset);
    } catch (MediaRejectedException e) {
      throw new IOException(e);
    }
  }

  private UploadSession append(String id, InputStream body, OptionalLong length) throws Exception {
    return bench.chunks.append(id, 0, body, length, Optional.empty());
  }

  private void sent(String id, long offset, InputStream body) throws IOException {
    try {
      bench.append(id, offset, body);
    } catch (MediaRejectedException e) {
      throw new IOException(e);
    }
  }

  private void terminated(String id) throws IOException {
    try {
      bench.uploads.terminate(id);
    } catch (MediaRejectedException e) {
      throw new IOException(e);
    }
  }

  private static String checksum(int bytes) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return "sha256 "
        + Base64.getEncoder().encodeToString(digest.digest(UploadWorkbench.start(bytes)));
  }

  private static void assertRejected(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MediaRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
