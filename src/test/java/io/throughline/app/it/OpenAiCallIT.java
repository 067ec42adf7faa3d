package io.throughline.app.it;

import static io.throughline.app.it.SpeechTrace.aligned;
import static io.throughline.app.it.SpeechTrace.attempt;
import static io.throughline.app.it.SpeechTrace.created;
import static io.throughline.app.it.SpeechTrace.decoded;
import static io.throughline.app.it.SpeechTrace.indexed;
import static io.throughline.app.it.SpeechTrace.looked;
import static io.throughline.app.it.SpeechTrace.markedCompleted;
import static io.throughline.app.it.SpeechTrace.planned;
import static io.throughline.app.it.SpeechTrace.queueWait;
import static io.throughline.app.it.SpeechTrace.request;
import static io.throughline.app.it.SpeechTrace.saved;
import static io.throughline.app.it.SpeechTrace.speakersAssigned;
import static io.throughline.app.it.SpeechTrace.sql;
import static io.throughline.app.it.SpeechTrace.storage;
import static io.throughline.app.it.SpeechTrace.transcribed;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.SpeechTrace.Engine;
import io.throughline.app.it.trace.ExpectedValue;
import io.throughline.app.it.trace.RecordedTrace;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** OpenAI's clients wait for the text; the whole job is inside their request's span. */
@OnServer(Flavour.SCRIPTED)
@Order(2)
class OpenAiCallIT {

  private static final int SECONDS = 3;
  private static final int BYTES = 44 + SECONDS * 32_000;

  private final Transcriptions transcriptions;

  OpenAiCallIT(LibertyServer server) {
    this.transcriptions = Transcriptions.on(server);
  }

  @BeforeAll
  static void loadTheModels(LibertyServer server) throws IOException {
    Transcriptions transcriptions = Transcriptions.on(server);
    transcriptions.completed(transcriptions.submit(Form.of(Recording.meeting(SECONDS))));
  }

  @Test
  void waitsForTheTextInOneTrace() throws IOException {
    Answer answer =
        transcriptions
            .client()
            .post(
                Transcriptions.PATH,
                Form.of(Recording.meeting(SECONDS)).field("model", "whisper-1"));

    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    assertThat(answer.json().getString("text")).isEqualTo("good morning did you finish");
    RecordedTrace trace =
        transcriptions.endedTrace(answer.header("X-Trace-Id").orElse("no X-Trace-Id"));
    trace.assertIs(
        request(200)
            .children(
                saved(BYTES),
                looked(BYTES, SECONDS),
                created(
                    attempt("completed")
                        .event("task_completed")
                        .children(
                            queueWait(),
                            sql("INSERT", "job_attempt"),
                            planned("prepare, transcribe, align, assign_speakers, store, index"),
                            sql("SELECT", "job_stage"),
                            sql("INSERT", "job_stage"),
                            sql("SELECT", "upload"),
                            storage("download", BYTES),
                            decoded(),
                            sql("UPDATE", "job_stage"),
                            transcribed(Engine.scripted(false)),
                            sql("UPDATE", "job_stage"),
                            aligned(Engine.sphinxAligner(false)),
                            sql("UPDATE", "job_stage"),
                            speakersAssigned(false),
                            sql("UPDATE", "job_stage"),
                            storage("upload", ExpectedValue.between(100, 100_000)),
                            sql("UPDATE", "job_stage"),
                            indexed(false),
                            sql("UPDATE", "job_stage"),
                            sql("UPDATE", "job"),
                            sql("UPDATE", "job_attempt"),
                            markedCompleted().children(sql("SELECT", "job")))),
                sql("SELECT", "job"),
                storage("download", ExpectedValue.between(100, 100_000))));
    assertThat(trace.span("POST /v1/audio/transcriptions").end())
        .isGreaterThan(trace.span("UPDATE job").end());
  }
}
