package io.throughline.inference.boundary.whisperx;

import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import io.throughline.inference.api.Transcript.SpokenWord;
import io.throughline.inference.control.SpeechJobType;
import io.throughline.inference.control.SpeechParameters;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Jobs as WhisperX-FastAPI shows its tasks. */
final class TaskJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private TaskJson() {}

  static JsonObject task(Job job, JsonValue result) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder().add("status", status(job.state())).add("result", result);
    json.add("metadata", facts(JSON.createObjectBuilder(), job).addNull("task_params"));
    return error(json, job).build();
  }

  static JsonObjectBuilder summary(Job job) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder().add("identifier", job.id()).add("status", status(job.state()));
    return error(facts(json, job), job);
  }

  static JsonValue result(SpeechJobType type, Transcript transcript) {
    boolean words = transcript.segments().stream().anyMatch(s -> !s.words().isEmpty());
    JsonArrayBuilder segments = JSON.createArrayBuilder();
    JsonArrayBuilder wordSegments = JSON.createArrayBuilder();
    for (Segment segment : transcript.segments()) {
      segments.add(segment(segment, words));
      segment.words().forEach(word -> wordSegments.add(word(word)));
    }
    JsonObjectBuilder json = JSON.createObjectBuilder().add("segments", segments);
    if (words) {
      json.add("word_segments", wordSegments);
    }
    if (type == SpeechJobType.TRANSCRIPTION) {
      json.add("language", transcript.language());
    }
    return json.build();
  }

  static JsonValue result(Diarization diarization) {
    JsonArrayBuilder turns = JSON.createArrayBuilder();
    for (Diarization.Turn turn : diarization.turns()) {
      turns.add(
          JSON.createObjectBuilder()
              .add("label", turn.speaker())
              .add("speaker", turn.speaker())
              .add("start", turn.start())
              .add("end", turn.end()));
    }
    return turns.build();
  }

  private static JsonObjectBuilder segment(Segment segment, boolean withWords) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("start", segment.start())
            .add("end", segment.end())
            .add("text", segment.text());
    segment.speaker().ifPresent(speaker -> json.add("speaker", speaker));
    if (withWords) {
      JsonArrayBuilder words = JSON.createArrayBuilder();
      segment.words().forEach(word -> words.add(word(word)));
      json.add("words", words);
    }
    return json;
  }

  private static JsonObjectBuilder word(SpokenWord spoken) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("word", spoken.word().text())
            .add("start", spoken.word().start())
            .add("end", spoken.word().end());
    if (!Double.isNaN(spoken.word().confidence())) {
      json.add("score", spoken.word().confidence());
    }
    spoken.speaker().ifPresent(speaker -> json.add("speaker", speaker));
    return json;
  }

  private static JsonObjectBuilder facts(JsonObjectBuilder json, Job job) {
    SpeechParameters parameters = SpeechParameters.of(job.parameters());
    json.add("task_type", taskType(job))
        .add("language", parameters.language().orElse("en"))
        .addNull("file_name")
        .addNull("url")
        .addNull("callback_url")
        .add("audio_duration", parameters.duration());
    number(json, "duration", duration(job));
    text(json, "start_time", job.startedAt());
    text(json, "end_time", job.finishedAt());
    return json;
  }

  private static String taskType(Job job) {
    return switch (SpeechJobType.of(job.type()).orElseThrow()) {
      case ALIGNMENT -> "transcription_alignment";
      case COMBINE -> "combine_transcript&diarization";
      case TRANSCRIPTION -> "transcription";
      case FULL_PROCESS -> "full_process";
      case DIARIZATION -> "diarization";
    };
  }

  private static String status(JobState state) {
    return switch (state) {
      case PENDING -> "queued";
      case RUNNING, CANCELLING -> "processing";
      case COMPLETED -> "completed";
      case FAILED, CANCELLED, DEAD -> "failed";
    };
  }

  private static JsonObjectBuilder error(JsonObjectBuilder json, Job job) {
    Optional<String> error = job.error().map(Job.JobError::message);
    if (job.state() == JobState.CANCELLED) {
      error = Optional.of("cancelled");
    }
    return error.map(message -> json.add("error", message)).orElseGet(() -> json.addNull("error"));
  }

  private static Optional<Double> duration(Job job) {
    return job.startedAt()
        .flatMap(
            from -> job.finishedAt().map(to -> Duration.between(from, to).toMillis() / 1000.0));
  }

  private static void number(JsonObjectBuilder json, String name, Optional<Double> value) {
    value.ifPresentOrElse(number -> json.add(name, number), () -> json.addNull(name));
  }

  private static void text(JsonObjectBuilder json, String name, Optional<Instant> value) {
    value.ifPresentOrElse(time -> json.add(name, time.toString()), () -> json.addNull(name));
  }
}
