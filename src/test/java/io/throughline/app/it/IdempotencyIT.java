package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come more than once with the same Idempotency-Key. */
@OnServer(Flavour.SCRIPTED)
class IdempotencyIT {

  private static final String HEADER = "Idempotency-Key";

  private final LibertyServer server;
  private final Client client;
  private final Transcriptions transcriptions;
  private final String key = UUID.randomUUID().toString();
  private Baseline before;

  IdempotencyIT(LibertyServer server) {
    this.server = server;
    this.client = server.client();
    this.transcriptions = Transcriptions.on(server);
  }

  @BeforeEach
  void look() throws IOException {
    before = Baseline.of(server);
  }

  @Test
  void theSameRequestAgainGetsTheSameJob() throws IOException {
    Answer first = submit(Recording.meeting(1));
    Answer second = submit(Recording.meeting(1));

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.header("Idempotent-Replayed")).hasValue("true");
    assertThat(second.json().getString("id")).isEqualTo(first.json().getString("id"));
    transcriptions.completed(
        new Transcriptions.Submitted(first.json().getString("id"), "not looked at"));
    assertThat(Baseline.of(server).jobs()).isEqualTo(before.jobs() + 1);
    // the recording and the transcript, once
    assertThat(Baseline.of(server).objects()).hasSize(before.objects().size() + 2);
  }

  @Test
  void anotherRecordingWithTheSameKeyIsRefused() throws IOException {
    transcriptions.completed(
        new Transcriptions.Submitted(
            submit(Recording.meeting(1)).json().getString("id"), "not looked at"));
    before = Baseline.of(server);

    Answer other = submit(Recording.meeting(2));

    Problems.assertProblem(other, 422, "idempotency-key-reused", null);
    before.assertUnchanged();
  }

  @Test
  void aRequestThatWasRefusedGivesItsKeyBack() throws IOException {
    assertThat(submit("<html>".getBytes()).status()).isEqualTo(415);

    assertThat(submit(Recording.meeting(1)).status()).isEqualTo(201);
  }

  @Test
  void aHundredAtOnceMakeOneJob() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    CyclicBarrier together = new CyclicBarrier(20);
    byte[] recording = Recording.meeting(1);
    List<Future<Answer>> sent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sent.add(
          threads.submit(
              () -> {
                together.await();
                return submit(recording);
              }));
    }
    List<String> jobs = new ArrayList<>();
    for (Future<Answer> one : sent) {
      Answer answer = one.get();
      assertThat(answer.status()).describedAs("%s", answer).isIn(201, 409);
      if (answer.status() == 201) {
        jobs.add(answer.json().getString("id"));
      } else {
        Problems.assertProblem(answer, 409, "idempotency-key-in-use", null);
      }
    }
    threads.shutdown();

    assertThat(jobs).isNotEmpty();
    assertThat(jobs.stream().distinct()).hasSize(1);
    assertThat(Baseline.of(server).jobs()).isEqualTo(before.jobs() + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "{256}"})
  void aKeyThatIsNoKeyIsRefused(String bad) throws IOException {
    String sent = bad.equals("{256}") ? "k".repeat(256) : bad;

    Answer answer = client.post(Transcriptions.PATH, Form.of(Recording.meeting(1)), HEADER, sent);

    Problems.assertProblem(answer, 422, "invalid-field", HEADER);
    before.assertUnchanged();
  }

  @Test
  void aFailedJobIsTriedAgainInALinkedTrace() throws IOException {
    Transcriptions.Submitted job =
        transcriptions.submit(Form.of(Recording.meeting(1)).field("prompt", "fail"));
    assertThat(transcriptions.ended(job).getString("status")).isEqualTo("failed");

    Answer again = client.post("/api/v1/jobs/" + job.id() + "/redrive");

    assertThat(again.status()).describedAs("%s", again).isEqualTo(200);
    assertThat(again.json().getString("trace_id"))
        .isEqualTo(again.header("X-Trace-Id").orElseThrow())
        .isNotEqualTo(job.traceId());
    assertThat(transcriptions.ended(job).getString("status")).isEqualTo("failed");
    assertThat(client.get("/api/v1/jobs/" + job.id()).json().getInt("attempt")).isEqualTo(2);
    Problems.assertProblem(client.post("/api/v1/jobs/no-such-job/redrive"), 404, "not-found", null);
  }

  private Answer submit(byte[] recording) throws IOException {
    return client.post(Transcriptions.PATH, Form.of(recording), HEADER, key);
  }
}
