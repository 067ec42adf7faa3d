package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transcriptions after they were submitted: listed, paged, heard again, deleted. */
@OnServer(Flavour.SCRIPTED)
class TranscriptionResourceIT {

  private final LibertyServer server;
  private final Client client;
  private final Transcriptions transcriptions;

  TranscriptionResourceIT(LibertyServer server) {
    this.server = server;
    this.client = server.client();
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  void theListHasTheNewestFirstAndGoesByPages() throws IOException {
    Submitted older = submit();
    Submitted newer = submit();

    JsonObject first = client.get(Transcriptions.PATH + "?limit=1").json();
    JsonObject second = client.get(Transcriptions.PATH + "?limit=1&offset=1").json();

    assertThat(ids(first)).containsExactly(newer.id());
    assertThat(ids(second)).containsExactly(older.id());
    assertThat(first.getInt("total")).isGreaterThanOrEqualTo(2);
    assertThat(ids(client.get(Transcriptions.PATH + "?offset=100000").json())).isEmpty();
  }

  @Test
  void theListCanBeOfOneStatus() throws IOException {
    Submitted job = submit();
    transcriptions.completed(job);

    assertThat(ids(client.get(Transcriptions.PATH + "?status=completed").json()))
        .contains(job.id());
    assertThat(ids(client.get(Transcriptions.PATH + "?status=dead").json())).isEmpty();
  }

  @Test
  void theRecordingComesBackAsItWasSent() throws IOException {
    byte[] recording = Recording.meeting(2);
    Submitted job = transcriptions.submit(Form.of(recording).field("speaker_detection", "none"));

    Answer audio = client.get(job.path() + "/audio");

    assertThat(audio.status()).isEqualTo(200);
    assertThat(audio.header("Content-Type")).hasValue("audio/wav");
    assertThat(audio.header("Content-Length")).hasValue(Integer.toString(recording.length));
    assertThat(audio.bytes()).isEqualTo(recording);
  }

  @Test
  void aDeletedTranscriptionIsGoneWithItsFiles() throws IOException {
    Baseline before = Baseline.of(server);
    Submitted job = submit();
    transcriptions.completed(job);
    assertThat(StoredObjects.of(server).all()).hasSize(before.objects().size() + 2);

    assertThat(client.delete(job.path()).status()).isEqualTo(204);

    Problems.assertProblem(client.get(job.path()), 404, "not-found", null);
    Problems.assertProblem(client.delete(job.path()), 404, "not-found", null);
    Problems.assertProblem(client.get(job.path() + "/audio"), 404, "not-found", null);
    before.assertUnchanged();
  }

  @Test
  void theRecordingCanBeDeletedWithoutTheTranscript() throws IOException {
    Submitted job = submit();
    transcriptions.completed(job);

    assertThat(client.delete(job.path() + "/audio").status()).isEqualTo(204);

    Problems.assertProblem(client.get(job.path() + "/audio"), 404, "not-found", null);
    assertThat(transcriptions.read(job).getString("text")).isNotEmpty();
  }

  @Test
  void aRunningTranscriptionIsNotDeletedOrExported(@TempDir Path directory) throws IOException {
    Path gate = Files.createFile(directory.resolve("gate"));
    Submitted job =
        transcriptions.submit(
            Form.of(Recording.meeting(2))
                .field("speaker_detection", "none")
                .field("prompt", "block:" + gate));
    transcriptions.running(job, "engine.scripted.process");

    Problems.assertProblem(client.delete(job.path()), 409, "job-conflict", null);
    Problems.assertProblem(client.get(job.path() + "/export/srt"), 409, "job-conflict", null);

    Files.delete(gate);
    transcriptions.completed(job);
    Problems.assertProblem(client.post(job.path() + "/cancel"), 409, "job-conflict", null);
  }

  private Submitted submit() throws IOException {
    return transcriptions.submit(Form.of(Recording.meeting(2)).field("speaker_detection", "none"));
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("jobs").getValuesAs(JsonObject.class).stream()
        .map(job -> job.getString("id"))
        .toList();
  }
}
