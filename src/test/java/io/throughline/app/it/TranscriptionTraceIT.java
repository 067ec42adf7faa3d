package io.throughline.app.it;

import static io.throughline.app.it.SpeechTrace.aligned;
import static io.throughline.app.it.SpeechTrace.attempt;
import static io.throughline.app.it.SpeechTrace.created;
import static io.throughline.app.it.SpeechTrace.decoded;
import static io.throughline.app.it.SpeechTrace.diarized;
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
import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.trace.ExpectedSpan;
import io.throughline.app.it.trace.ExpectedValue;
import io.throughline.app.it.trace.RecordedTrace;
import java.io.IOException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Models are loaded by the first transcription of a server, hence the order. */
@OnServer(Flavour.STANDARD)
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TranscriptionTraceIT {

  private static final int START_SECONDS = 9;

  private final Transcriptions transcriptions;

  TranscriptionTraceIT(LibertyServer server) {
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  @Order(1)
  void theFirstTranscriptionIsOneTraceThatLoadsTheModels() throws IOException {
    byte[] meeting = Recording.meeting();
    Submitted job = transcriptions.submit(Form.of(meeting));
    transcriptions.completed(job);
    RecordedTrace trace = transcriptions.endedTrace(job);

    trace.assertIs(transcription(meeting, true));
    assertThat(trace.spans()).hasSizeLessThanOrEqualTo(50);
    assertStagesInOrder(trace);
  }

  @Test
  @Order(2)
  void theSecondTranscriptionFindsTheModelsLoaded() throws IOException {
    byte[] start = Recording.meeting(START_SECONDS);
    Submitted job = transcriptions.submit(Form.of(start));
    transcriptions.completed(job);
    RecordedTrace trace = transcriptions.endedTrace(job);

    trace.assertIs(transcription(start, false));
    assertThat(trace.spans("model.load")).isEmpty();
    assertStagesInOrder(trace);
  }

  private static ExpectedSpan transcription(byte[] recording, boolean cold) {
    int bytes = recording.length;
    return request(201)
        .children(
            saved(bytes),
            looked(bytes, Recording.seconds(recording)),
            created(
                attempt("completed")
                    .event("task_completed")
                    .children(
                        queueWait(),
                        sql("INSERT", "job_attempt"),
                        planned(
                            "prepare, transcribe, diarize, align, assign_speakers, store, index"),
                        sql("SELECT", "job_stage"),
                        sql("INSERT", "job_stage"),
                        sql("SELECT", "upload"),
                        storage("download", bytes),
                        decoded(),
                        sql("UPDATE", "job_stage"),
                        transcribed(Engine.sphinx(cold)),
                        sql("UPDATE", "job_stage"),
                        diarized(Engine.sphinxSpeakers(cold)),
                        sql("UPDATE", "job_stage"),
                        aligned(Engine.sphinxAligner(cold)),
                        sql("UPDATE", "job_stage"),
                        speakersAssigned(true),
                        sql("UPDATE", "job_stage"),
                        storage("upload", ExpectedValue.between(1_000, 100_000)),
                        sql("UPDATE", "job_stage"),
                        indexed(cold),
                        sql("UPDATE", "job_stage"),
                        sql("UPDATE", "job"),
                        sql("UPDATE", "job_attempt"),
                        markedCompleted())));
  }

  private static void assertStagesInOrder(RecordedTrace trace) {
    trace.assertOneAfterTheOther(
        "audio.validate_and_save", "audio.load_and_validate", "job.create");
    trace.assertOneAfterTheOther(
        "job.queue_wait",
        "orchestrator.build_dag",
        "audio.decode",
        "ml.transcribe",
        "ml.align",
        "ml.assign_speakers",
        "search.index",
        "UPDATE job",
        "orchestrator.mark_job_completed");
    trace.assertOneAfterTheOther("audio.decode", "ml.diarize", "ml.assign_speakers");
  }
}
