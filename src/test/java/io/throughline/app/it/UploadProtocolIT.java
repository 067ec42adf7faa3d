package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.throughline.app.it.OnServer.Flavour;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer of tus 1.0 that a client may rely on, the bad ones included. */
@OnServer(Flavour.SCRIPTED)
class UploadProtocolIT {

  private static final String UNKNOWN = Uploads.PATH + "/00000000-0000-0000-0000-000000000000";

  private final LibertyServer server;
  private final Uploads uploads;
  private byte[] file;

  UploadProtocolIT(LibertyServer server) {
    this.server = server;
    this.uploads = Uploads.on(server);
  }

  @BeforeEach
  void haveARecording() throws IOException {
    file = Recording.meeting(2);
  }

  @Test
  void theServerSaysWhatItCanDoToWhoeverAsks() throws IOException {
    for (String path : new String[] {Uploads.PATH, UNKNOWN}) {
      Answer answer =
          server
              .client()
              .send(server.client().request(path).method("OPTIONS", BodyPublishers.noBody()));

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("Tus-Resumable")).hasValue("1.0.0");
      assertThat(answer.header("Tus-Version")).hasValue("1.0.0");
      assertThat(answer.header("Tus-Extension"))
          .hasValue("creation,creation-with-upload,checksum,termination,expiration");
      assertThat(answer.header("Tus-Max-Size"))
          .hasValue(Long.toString(ServerExtension.SMALL_UPLOAD));
      assertThat(answer.header("Tus-Checksum-Algorithm")).hasValue("sha1,sha256,md5");
    }
  }

  @Test
  void anUploadTellsHowFarItIsAndWhatWasSaidOfIt() throws IOException {
    String said = "filename bWVldGluZy53YXY=,private";
    Answer created =
        uploads.create("Upload-Length", Integer.toString(file.length), "Upload-Metadata", said);
    String path = URI.create(created.header("Location").orElseThrow()).getPath();
    uploads.append(path, file, 0, 1_000);

    Answer head = uploads.head(path);

    assertThat(head.header("Upload-Offset")).hasValue("1000");
    assertThat(head.header("Upload-Length")).hasValue(Integer.toString(file.length));
    assertThat(head.header("Upload-Metadata")).hasValue(said);
    assertThat(head.header("Cache-Control")).hasValue("no-store");
    assertThat(head.header("Tus-Resumable")).hasValue("1.0.0");
    assertThat(
            ZonedDateTime.parse(
                    head.header("Upload-Expires").orElseThrow(),
                    DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant())
        .isAfter(Instant.now());
  }

  @Test
  void theFirstBytesMayComeWithTheCreation() throws IOException {
    Answer created =
        uploads
            .client()
            .send(
                uploads
                    .request(Uploads.PATH)
                    .header("Upload-Length", Integer.toString(file.length))
                    .header("Content-Type", Uploads.BYTES)
                    .POST(BodyPublishers.ofByteArray(file)));

    assertThat(created.status()).describedAs("%s", created).isEqualTo(201);
    assertThat(created.header("Upload-Offset")).hasValue(Integer.toString(file.length));
    assertTranscribed(URI.create(created.header("Location").orElseThrow()).getPath());
  }

  @Test
  void clientsThatCannotPatchOrDeleteSaySoInAHeader() throws IOException {
    String path = uploads.begin(file.length);
    Answer patched =
        uploads
            .client()
            .send(
                uploads
                    .request(path)
                    .header("X-HTTP-Method-Override", "PATCH")
                    .header("Upload-Offset", "0")
                    .header("Content-Type", Uploads.BYTES)
                    .POST(BodyPublishers.ofByteArray(file)));
    assertThat(patched.status()).describedAs("%s", patched).isEqualTo(204);

    Answer deleted =
        uploads
            .client()
            .send(
                uploads
                    .request(path)
                    .header("X-HTTP-Method-Override", "DELETE")
                    .POST(BodyPublishers.noBody()));
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(uploads.head(path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"sha1,SHA-1", "sha256,SHA-256", "md5,MD5"})
  void aChecksumIsVerified(String name, String algorithm) throws Exception {
    String path = uploads.begin(file.length);
    String right =
        name
            + " "
            + Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(file));

    Answer wrong = uploads.append(path, file, 0, file.length - 1, "Upload-Checksum", right);
    Problems.assertProblem(wrong, 460, "checksum-mismatch", "Upload-Checksum");
    assertThat(uploads.offset(path)).isZero();

    assertThat(uploads.append(path, file, 0, file.length, "Upload-Checksum", right).status())
        .isEqualTo(204);
    assertTranscribed(path);
  }

  @Test
  void aTerminatedUploadIsGoneWithItsBytes() throws IOException {
    Baseline before = Baseline.of(server);
    String path = uploads.begin(file.length);
    uploads.append(path, file, 0, 1_000);

    assertThat(uploads.terminate(path).status()).isEqualTo(204);

    before.assertUnchanged();
    assertThat(uploads.head(path).status()).isEqualTo(404);
    Problems.assertProblem(uploads.terminate(path), 404, "unknown-upload", null);
  }

  static Stream<Arguments> badCreations() {
    String over = Long.toString(ServerExtension.SMALL_UPLOAD + 1);
    return Stream.of(
        arguments("-1", "a YQ==", 400, "invalid-header", "Upload-Length"),
        arguments("1.5", "a YQ==", 400, "invalid-header", "Upload-Length"),
        arguments("many", "a YQ==", 400, "invalid-header", "Upload-Length"),
        arguments("9".repeat(30), "a YQ==", 400, "invalid-header", "Upload-Length"),
        arguments(over, "a YQ==", 413, "too-large", "Upload-Length"),
        arguments("10", "a YQ==,a YQ==", 400, "invalid-header", "Upload-Metadata"),
        arguments("10", "name ???", 400, "invalid-header", "Upload-Metadata"));
  }

  @ParameterizedTest
  @MethodSource("badCreations")
  void aBadCreationIsRefused(String length, String metadata, int status, String type, String field)
      throws IOException {
    Problems.assertProblem(
        uploads.create("Upload-Length", length, "Upload-Metadata", metadata), status, type, field);
  }

  @Test
  void aLengthThatComesLaterIsNotOffered() throws IOException {
    Problems.assertProblem(
        uploads.create("Upload-Defer-Length", "1"), 400, "invalid-header", "Upload-Length");
  }

  @Test
  void anotherVersionOrNoneIsRefusedAndToldTheRightOne() throws IOException {
    String path = uploads.begin(file.length);
    for (String version : new String[] {"0.2.2", "2.0.0"}) {
      Answer answer =
          server
              .client()
              .send(
                  server
                      .client()
                      .request(path)
                      .header("Tus-Resumable", version)
                      .method("PATCH", BodyPublishers.ofByteArray(file)));
      Problems.assertProblem(answer, 412, "precondition-failed", null);
      assertThat(answer.header("Tus-Version")).hasValue("1.0.0");
    }
    Problems.assertProblem(server.client().post(Uploads.PATH), 412, "precondition-failed", null);
  }

  @Test
  void onlyBytesOfAnOffsetArePatched() throws IOException {
    String path = uploads.begin(file.length);
    Answer answer =
        uploads
            .client()
            .send(
                uploads
                    .request(path)
                    .header("Upload-Offset", "0")
                    .header("Content-Type", "application/octet-stream")
                    .method("PATCH", BodyPublishers.ofByteArray(file)));

    Problems.assertProblem(answer, 415, "unsupported-media-type", "Content-Type");
    assertThat(uploads.offset(path)).isZero();
  }

  @Test
  void aPatchThatDoesNotFitIsRefusedAndChangesNothing() throws IOException {
    String path = uploads.begin(file.length);
    uploads.append(path, file, 0, 1_000);

    assertRefused(path, 999, 2_000, 409, "offset-mismatch", "Upload-Offset");
    assertRefused(path, 1_001, 2_000, 409, "offset-mismatch", "Upload-Offset");
    Problems.assertProblem(
        uploads.append(path, file, 1_000, 2_000, "Upload-Checksum", "crc32 AAAAAA=="),
        400,
        "unknown-checksum",
        "Upload-Checksum");
    Problems.assertProblem(
        uploads.append(path, file, 1_000, 2_000, "Upload-Checksum", "sha1 AAAA"),
        400,
        "invalid-header",
        "Upload-Checksum");
    Problems.assertProblem(
        uploads.client().send(uploads.patch(path, -1, file)),
        400,
        "invalid-header",
        "Upload-Offset");
    Problems.assertProblem(
        uploads.client().send(uploads.patch(path, 1_000, file)), 413, "too-large", "body");
    Problems.assertProblem(uploads.append(UNKNOWN, file, 0, 10), 404, "unknown-upload", null);
    assertThat(uploads.offset(path)).isEqualTo(1_000);
  }

  private void assertRefused(String path, int from, int to, int status, String type, String field)
      throws IOException {
    Problems.assertProblem(uploads.append(path, file, from, to), status, type, field);
  }

  @Test
  void aCompleteUploadTakesNothingMore() throws IOException {
    String path = uploads.begin(file.length);
    uploads.append(path, file, 0, file.length);

    Problems.assertProblem(
        uploads.append(path, file, file.length, file.length), 409, "upload-complete", null);
  }

  @Test
  void whatIsNoRecordingIsRefusedAtItsFirstBytes() throws IOException {
    byte[] page = "<html>".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    String path = uploads.begin(page.length);

    Problems.assertProblem(
        uploads.append(path, page, 0, page.length), 415, "unsupported-media-type", "body");
    assertThat(uploads.offset(path)).isZero();
  }

  @Test
  void aJobNeedsACompleteUploadAndNothingElse() throws IOException {
    String path = uploads.begin(file.length);
    uploads.append(path, file, 0, file.length - 1);
    Baseline before = Baseline.of(server);

    Problems.assertProblem(post(Uploads.form(path)), 409, "upload-incomplete", "upload_id");
    Problems.assertProblem(post(Uploads.form(UNKNOWN)), 422, "upload-not-found", "upload_id");
    Problems.assertProblem(
        post(Uploads.form(path).file("file", "a.wav", file)), 422, "missing-file", "file");
    Problems.assertProblem(
        post(Uploads.form(path).field("audio_url", "https://example.org/")),
        422,
        "missing-file",
        "file");
    before.assertUnchanged();
  }

  @Test
  void aTaskOfWhisperXIsMadeOfAnUploadToo() throws IOException {
    String path = uploads.begin(file.length);
    uploads.append(path, file, 0, file.length);

    Answer answer = server.client().post("/speech-to-text", Uploads.form(path));

    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    assertThat(answer.json().getString("identifier")).isNotBlank();
  }

  @Test
  void theSameRequestWithItsKeyGetsItsJobAgain() throws IOException {
    String path = uploads.begin(file.length);
    uploads.append(path, file, 0, file.length);
    String other = uploads.begin(file.length + 1);
    byte[] longer = java.util.Arrays.copyOf(file, file.length + 1);
    uploads.append(other, longer, 0, longer.length);
    String key = path.substring(path.lastIndexOf('/') + 1);

    Answer first = post(Uploads.form(path), "Idempotency-Key", key);
    Answer again = post(Uploads.form(path), "Idempotency-Key", key);

    assertThat(first.status()).describedAs("%s", first).isEqualTo(201);
    assertThat(again.header("Idempotent-Replayed")).hasValue("true");
    assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
    Problems.assertProblem(
        post(Uploads.form(other), "Idempotency-Key", key), 422, "idempotency-key-reused", null);
  }

  private Answer post(Form form, String... headers) throws IOException {
    return server.client().post(Transcriptions.PATH, form, headers);
  }

  private void assertTranscribed(String path) throws IOException {
    Transcriptions transcriptions = Transcriptions.on(server);
    var job = transcriptions.submit(Uploads.form(path));
    transcriptions.completed(job);
    assertThat(server.client().get(job.path() + "/audio").bytes()).isEqualTo(file);
  }
}
