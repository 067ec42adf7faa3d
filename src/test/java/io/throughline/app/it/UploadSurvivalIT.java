package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What arrived stays, whoever dies; a client goes on where it was, and the file is the same. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UploadSurvivalIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Bytes that a server stores at once. */
  private static final int PART = 8 * 1024 * 1024;

  private static final int HALF = 12_000_000;

  @TempDir static Path directory;

  private static LibertyServer server;
  private static byte[] file;
  private static Path path;

  private final Uploads uploads = Uploads.on(server);

  @BeforeAll
  static void start() throws Exception {
    byte[] samples = new byte[24_000_000];
    new Random(7).nextBytes(samples);
    file = Recording.wav(1, 16_000, samples.length, samples);
    path = Files.write(directory.resolve("recording.wav"), file);
    server = ServerExtension.scripted("uploads").with("throughline.upload.max-bytes", "30000000");
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @Order(1)
  void aClientThatIsKilledHalfWayIsFollowedByOneThatGoesOn() throws Exception {
    Process client = client();
    URI address = URI.create(client.inputReader().readLine());
    Await.until("the first part is stored", LIMIT, () -> uploads.offset(address.getPath()) >= PART);

    client.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    Await.until(
        "the rest of what was sent is stored",
        LIMIT,
        () -> uploads.offset(address.getPath()) > HALF - 256 * 1024);
    TusClientProgram.resume(address, path);

    assertTranscribed(address.getPath());
  }

  private static Process client() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            TusClientProgram.class.getName(),
            server.client().server().resolve(Uploads.PATH).toString(),
            path.toString(),
            Integer.toString(HALF))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  @Order(2)
  void aConnectionThatIsResetKeepsWhatArrived() throws Exception {
    String upload = uploads.begin(file.length);
    try (RawConnection connection = sending(upload, HALF)) {
      Await.until("the first part is stored", LIMIT, () -> uploads.offset(upload) >= PART);
      connection.reset();
    }

    Await.until("the rest is stored", LIMIT, () -> uploads.offset(upload) > PART);
    int offset = uploads.offset(upload);
    uploads.append(upload, file, offset, file.length);
    assertTranscribed(upload);
  }

  @Test
  @Order(3)
  void ofTwoClientsAtOnceOneIsRefused() throws Exception {
    String upload = uploads.begin(file.length);
    try (RawConnection slow = sending(upload, 1_000_000)) {
      assertThat(uploads.append(upload, file, 0, file.length).status()).isEqualTo(204);
      slow.send(Arrays.copyOfRange(file, 1_000_000, file.length));

      assertThat(slow.statusLine()).startsWith("HTTP/1.1 409");
    }
    assertTranscribed(upload);
  }

  @Test
  @Order(4)
  void aServerThatIsKilledHasKeptEveryWholePart() throws Exception {
    String upload = uploads.begin(file.length);
    try (RawConnection connection = sending(upload, HALF)) {
      Await.until("the first part is stored", LIMIT, () -> uploads.offset(upload) >= PART);
      server.kill();
      assertThat(connection).isNotNull();
    }
    server.start();

    assertThat(uploads.offset(upload)).isEqualTo(PART);
    TusClientProgram.resume(server.client().server().resolve(upload), path);
    assertTranscribed(upload);
  }

  @Test
  @Order(5)
  void anUploadThatNobodyGoesOnWithExpires() throws Exception {
    server.stop();
    server.with("throughline.upload.expiry", "PT3S").start();
    String upload = uploads.begin(file.length);
    uploads.append(upload, file, 0, 100_000);

    Await.until("it has expired", LIMIT, () -> uploads.head(upload).status() == 410);
    Problems.assertProblem(
        uploads.append(upload, file, 100_000, 200_000), 410, "upload-expired", null);
    String parts = "parts/" + upload.substring(upload.lastIndexOf('/') + 1);
    Await.until(
        "its bytes are deleted",
        LIMIT,
        () -> StoredObjects.of(server).all().stream().noneMatch(key -> key.startsWith(parts)));
    Await.until("it is forgotten", LIMIT, () -> uploads.head(upload).status() == 404);
    assertSwept();
  }

  private void assertSwept() {
    List<JsonObject> found =
        Await.result(
            "the sweep that found it has a trace",
            LIMIT,
            () -> {
              Answer answer =
                  server
                      .client()
                      .get(
                          "/api/traces?service=throughline&operation=scheduler.expire_uploads"
                              + "&limit=10");
              List<JsonObject> traces =
                  answer.json().getJsonArray("data").getValuesAs(JsonValue::asJsonObject);
              return Optional.of(traces).filter(t -> !t.isEmpty());
            });
    assertThat(found).hasSize(1);
    assertThat(found.get(0).getJsonArray("spans")).hasSize(1);
  }

  /** A request with the whole file, of which so much is sent yet. */
  private RawConnection sending(String upload, int bytes) throws IOException {
    RawConnection connection = new RawConnection(server);
    String head =
        "PATCH "
            + upload
            + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            + "Content-Type: "
            + Uploads.BYTES
            + "\r\nContent-Length: "
            + file.length
            + "\r\n\r\n";
    return connection
        .send(head.getBytes(StandardCharsets.US_ASCII))
        .send(Arrays.copyOf(file, bytes));
  }

  private static void assertTranscribed(String upload) throws IOException {
    Transcriptions transcriptions = Transcriptions.on(server);
    var job = transcriptions.submit(Uploads.form(upload).field("speaker_detection", "none"));
    transcriptions.completed(job);
    byte[] kept = server.client().get(job.path() + "/audio").bytes();
    assertThat(Arrays.equals(kept, file)).as("byte for byte the same").isTrue();
    RecordedTrace trace = transcriptions.endedTrace(job);
    assertThat(trace.spans().size()).isLessThanOrEqualTo(50);
  }
}
