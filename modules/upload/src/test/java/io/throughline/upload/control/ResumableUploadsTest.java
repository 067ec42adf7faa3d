package io.throughline.upload.control;

import static io.throughline.upload.control.UploadWorkbench.LIFETIME;
import static io.throughline.upload.control.UploadWorkbench.WAV;
import static io.throughline.upload.control.UploadWorkbench.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumableUploadsTest {

  @TempDir Path directory;

  private UploadWorkbench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new UploadWorkbench(directory);
  }

  @Test
  void aFileThatIsTooLargeIsRefusedBeforeItComes() {
    assertRejected(() -> bench.uploads.create(1_000_001, null), Reason.TOO_LARGE, "Upload-Length");
  }

  @Test
  void everyPieceGivesAnUploadItsTimeAgain() throws Exception {
    String id = bench.begun(0);
    assertThat(bench.uploads.find(id).expiresAt()).isEqualTo(bench.now().plus(LIFETIME));
    bench.pass(Duration.ofMinutes(59));

    bench.append(id, 0, body(0, 10));

    assertThat(bench.uploads.find(id).expiresAt()).isEqualTo(bench.now().plus(LIFETIME));
  }

  @Test
  void anUploadWhoseTimeIsOverHasExpiredAlsoBeforeItIsSwept() throws Exception {
    String id = bench.begun(100);
    bench.pass(LIFETIME);

    assertRejected(() -> bench.uploads.find(id), Reason.UPLOAD_EXPIRED, null);
    assertRejected(() -> bench.append(id, 100, body(100, 200)), Reason.UPLOAD_EXPIRED, null);
    assertRejected(() -> bench.uploads.terminate(id), Reason.UPLOAD_EXPIRED, null);
  }

  @Test
  void expiredUploadsLoseTheirBytesAndAreRememberedForAWhile() throws Exception {
    String old = bench.begun(25_000);
    bench.storage.put(PartStore.prefix(old) + "left-by-a-crash", body(0, 10));
    bench.pass(LIFETIME.minusMinutes(1));
    String young = bench.begun(100);
    assertThat(bench.uploads.expire()).isZero();
    bench.pass(Duration.ofMinutes(1));

    assertThat(bench.uploads.expire()).isEqualTo(1);

    assertThat(bench.stored()).hasSize(1).allMatch(key -> key.startsWith("parts/" + young));
    assertThat(bench.uploads.expire()).isZero();
    assertRejected(() -> bench.uploads.find(old), Reason.UPLOAD_EXPIRED, null);
    bench.pass(LIFETIME.plusMillis(1));
    bench.uploads.expire();
    assertRejected(() -> bench.uploads.find(old), Reason.UNKNOWN_UPLOAD, null);
  }

  @Test
  void aTerminatedUploadIsUnknownAndLeavesNothing() throws Exception {
    String id = bench.begun(25_000);

    bench.telemetry.spans.clear();

    bench.uploads.terminate(id);

    assertRejected(() -> bench.uploads.find(id), Reason.UNKNOWN_UPLOAD, null);
    assertThat(bench.stored()).isEmpty();
    assertThat(bench.telemetry.spans)
        .as("one for all parts")
        .extracting(Ended::name)
        .containsExactly("upload.discard");
  }

  @Test
  void aCompleteUploadIsTakenInLikeAnyOtherFile() throws Exception {
    String id = bench.begun(WAV.length);
    bench.telemetry.spans.clear();

    Upload upload = bench.finished.receive(id);

    assertThat(upload.size()).isEqualTo(WAV.length);
    assertThat(upload.type().mimeType()).isEqualTo("audio/wav");
    assertThat(upload.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(WAV)));
    assertThat(bench.telemetry.spans)
        .extracting(Ended::name)
        .containsExactly("storage.upload", "audio.validate_and_save");
    assertThat(bench.finished.receive(id).sha256()).isEqualTo(upload.sha256());
  }

  @Test
  void anIncompleteUnknownOrExpiredUploadIsNotTakenIn() throws Exception {
    String id = bench.begun(WAV.length - 1);

    assertRejected(() -> bench.finished.receive(id), Reason.UPLOAD_INCOMPLETE, "upload_id");
    assertRejected(() -> bench.finished.receive("../a"), Reason.UPLOAD_NOT_FOUND, "upload_id");
    bench.pass(LIFETIME);
    assertRejected(() -> bench.finished.receive(id), Reason.UPLOAD_NOT_FOUND, "upload_id");
  }

  @Test
  void anUploadWhosePartsAreElsewhereIsNotTakenIn() throws Exception {
    String id = bench.begun(WAV.length);
    bench.storage.delete(bench.uploads.parts(id).get(2).storageKey());

    assertRejected(() -> bench.finished.receive(id), Reason.UPLOAD_NOT_FOUND, "upload_id");
    assertThat(bench.stored()).noneMatch(key -> key.startsWith("uploads/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "../a", "A", "1234567890123456789012345678901234567"})
  void whatIsNoIdIsUnknown(String id) {
    assertRejected(() -> bench.uploads.find(id), Reason.UNKNOWN_UPLOAD, null);
  }

  @Test
  void anUploadThatIsEmptyOrNoRecordingIsNotTakenIn() throws Exception {
    String empty = bench.uploads.create(0, null).id();
    String text = bench.uploads.create(4, null).id();
    assertRejected(
        () -> bench.append(text, 0, new ByteArrayInputStream(new byte[4])),
        Reason.UNSUPPORTED_MEDIA_TYPE,
        "body");

    assertRejected(() -> bench.finished.receive(empty), Reason.EMPTY_FILE, "upload_id");
    assertThat(bench.stored()).isEmpty();
  }

  private static void assertRejected(ThrowingCallable call, Reason reason, String field) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.field()).isEqualTo(field);
            });
  }
}
